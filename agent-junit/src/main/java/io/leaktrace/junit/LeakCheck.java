/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Fails each test of a class, or a single test, that leaves threads, tasks, timers, pools or awaited futures behind, with
 * the line that created them. Also what {@code @BeforeAll} and {@code @AfterAll} methods leave behind, once the class is
 * over. Each test answers for what its own code has started, directly or through other tasks; tests may run in parallel.
 *
 * <p>On a class it holds for subclasses and nested classes too. On a method it adds to what stands on the class. Each
 * attribute but {@link #ignore()} has an option of the same name in {@link Leaks}, where all is explained.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(LeakCheckExtension.class)
public @interface LeakCheck {
    /** How long tasks may take to end after the test: {@code 500ms}, {@code 2s}, {@code 1m}; half a second if empty. */
    String within() default "";

    /** Methods, as globs: leaks are ignored that are in one of these now. See {@link Leaks#ignoreTop}. */
    String[] ignoreTop() default {};

    /** Methods, as globs, anywhere in the current stack. See {@link Leaks#ignoreFrame}. */
    String[] ignoreFrame() default {};

    /** Methods, as globs, anywhere in the stack that created the task. See {@link Leaks#ignoreCreatedBy}. */
    String[] ignoreCreatedBy() default {};

    /** Packages, as globs. See {@link Leaks#ignorePackage}. */
    String[] ignorePackage() default {};

    /** Names of threads and pools, as globs. See {@link Leaks#ignoreName}. */
    String[] ignoreName() default {};

    /** Paths of files of ignore rules. See {@link Leaks#ignoreFile}. */
    String[] ignoreFile() default {};

    /** Ignore rules, as reports propose them. See {@link Leaks#ignore}. */
    String[] ignore() default {};

    /** The kinds of tasks to look for; all if empty. See {@link Leaks#kinds}. */
    String[] kinds() default {};

    /** Whether what is alive when the test begins is ignored. See {@link Leaks#baseline()}. */
    boolean baseline() default false;

    /** What becomes of the leaks of a test that has failed by itself; on a method, what the class says if left out. */
    OnFailure onFailure() default OnFailure.NOTE;
}

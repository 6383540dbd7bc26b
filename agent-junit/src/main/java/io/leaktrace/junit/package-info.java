/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Tests that leak fail, with the line that leaked. {@link io.leaktrace.junit.LeakCheck} for JUnit 5 and 6, {@link
 * io.leaktrace.junit.LeakCheckRule} for JUnit 4, {@link io.leaktrace.junit.Leaks} for anything.
 */
@NullMarked
package io.leaktrace.junit;

import org.jspecify.annotations.NullMarked;

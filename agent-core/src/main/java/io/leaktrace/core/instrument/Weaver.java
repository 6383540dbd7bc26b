/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.InstrumentedType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * Weaves advice into one class file. Describes the class from its bytes alone and looks at declared methods only: other
 * agents add interfaces that cannot be located, and hide them from reflection, which defeats any description of a
 * loaded class.
 */
final class Weaver {
    private final ByteBuddy byteBuddy = new ByteBuddy()
            .with(TypeValidation.DISABLED)
            .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
            .with(Implementation.Context.Disabled.Factory.INSTANCE)
            .with(InstrumentedType.Factory.Default.FROZEN)
            .ignore(ElementMatchers.none());

    /** One piece of advice and where it goes. */
    record Strand(ElementMatcher<? super MethodDescription> method, Advice advice) {}

    /** Tells how many methods a strand has matched. */
    interface Tally {
        void matched(int strand, int methods);
    }

    byte[] weave(String binaryName, byte[] classFile, @Nullable ClassLoader loader, List<Strand> strands, Tally tally) {
        ClassFileLocator locator = new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(binaryName, classFile), ClassFileLocator.ForClassLoader.of(loader));
        TypeDescription type = TypePool.Default.of(locator).describe(binaryName).resolve();
        DynamicType.Builder<?> builder = byteBuddy.redefine(type, locator);
        for (int i = 0; i < strands.size(); i++) {
            Strand strand = strands.get(i);
            tally.matched(i, type.getDeclaredMethods().filter(strand.method).size());
            builder = builder.visit(strand.advice.on(strand.method));
        }
        return builder.make().getBytes();
    }
}

/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Gives the tests marked with {@link OnEveryJdk} their JDKs. */
final class JdkArguments implements ArgumentsProvider, AnnotationConsumer<OnEveryJdk> {
    private int from;
    private int to;

    @Override
    public void accept(OnEveryJdk annotation) {
        from = annotation.from();
        to = annotation.to();
    }

    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        return Jdks.all().stream().filter(this::fits).map(Arguments::of);
    }

    private boolean fits(Jdk jdk) {
        return from <= jdk.feature() && jdk.feature() <= to;
    }
}

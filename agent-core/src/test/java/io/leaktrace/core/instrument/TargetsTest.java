/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.MethodList;
import net.bytebuddy.description.type.TypeDescription;
import org.junit.jupiter.api.Test;

final class TargetsTest {
    @Test
    void matchesAMethodOfThisJdkWithEveryRow() throws ClassNotFoundException {
        for (Target row : Targets.forJdk(Runtime.version().feature())) {
            MethodList<MethodDescription.InDefinedShape> methods = TypeDescription.ForLoadedType.of(
                            Class.forName(row.type(), false, null))
                    .getDeclaredMethods();

            assertThat(methods.filter(row.method()))
                    .as("%s in %s", row.hook(), row.type())
                    .isNotEmpty();
        }
    }
}

/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TargetsTest {
    @Test
    void matchesAMethodOfThisJdkWithEveryRow() throws IOException {
        for (Target row : Targets.forJdk(Runtime.version().feature())) {
            Weaver weaver = new Weaver(classFile(row.type()), List.of(row));

            assertThat(weaver.matched(0)).as("%s in %s", row.hook(), row.type()).isPositive();
        }
    }

    @Test
    void weavesEveryClassOfThisJdkWithAllItsRows() throws IOException {
        List<Target> rows = Targets.forJdk(Runtime.version().feature());
        for (String type : rows.stream().map(Target::type).distinct().toList()) {
            List<Target> ofType =
                    rows.stream().filter(row -> row.type().equals(type)).toList();

            assertThat(new Weaver(classFile(type), ofType).weave()).as(type).isNotNull();
        }
    }

    private static byte[] classFile(String type) throws IOException {
        try (InputStream in = Object.class.getResourceAsStream("/" + type.replace('.', '/') + ".class")) {
            assertThat(in).as(type).isNotNull();
            return in.readAllBytes();
        }
    }
}

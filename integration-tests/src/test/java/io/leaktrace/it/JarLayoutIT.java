/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

class JarLayoutIT {
    @Test
    void rootIsOurClassesTheHiddenCoreAndMetaInf() throws IOException {
        assertThat(names().stream().map(name -> name.split("/")[0]).distinct().toList())
                .containsExactlyInAnyOrder("META-INF", "core", "io");
    }

    @Test
    void onlyOurOwnClassesAreVisibleToTheApplication() throws IOException {
        assertThat(names())
                .filteredOn(name -> name.startsWith("io/"))
                .allMatch(name -> name.matches("io/leaktrace/([A-Za-z]+|bootstrap/[A-Za-z$0-9]+)\\.class"));
        assertThat(names()).filteredOn(name -> !name.startsWith("io/")).noneMatch(name -> name.endsWith(".class"));
    }

    @Test
    void coreHoldsItsClassesAsData() throws IOException {
        assertThat(names()).anyMatch(name -> name.equals("core/io/leaktrace/core/AgentStarter.classdata"));
        assertThat(names()).noneMatch(name -> name.startsWith("core/io/leaktrace/bootstrap/"));
    }

    @Test
    void manifestNamesTheEntryPoints() throws IOException {
        try (JarFile jar = new JarFile(AgentJar.path().toFile())) {
            var attributes = jar.getManifest().getMainAttributes();
            assertThat(attributes.getValue("Premain-Class")).isEqualTo("io.leaktrace.LeakTraceAgent");
            assertThat(attributes.getValue("Agent-Class")).isEqualTo("io.leaktrace.LeakTraceAgent");
            assertThat(attributes.getValue("Main-Class")).isEqualTo("io.leaktrace.LeakTraceCli");
            assertThat(attributes.getValue("Can-Retransform-Classes")).isEqualTo("true");
        }
    }

    private static List<String> names() throws IOException {
        try (JarFile jar = new JarFile(AgentJar.path().toFile())) {
            return jar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(JarEntry::getName)
                    .toList();
        }
    }
}

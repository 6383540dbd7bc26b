/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import io.leaktrace.it.scenario.Readers;
import java.util.ArrayList;
import java.util.List;

/** Reads of what comes next, and of answers that do not come. */
class ReadersIT {
    private final Marks marks = Marks.of(Readers.class);

    @OnEveryJdk
    void tellsWhoWaitsForAnAnswer(Jdk jdk) throws Exception {
        for (String in : threads(jdk)) {
            try (ForkedJvm jvm =
                    ForkedJvm.of(jdk, Readers.class).program("leaks", in).start()) {
                List<String> keys = new ArrayList<>(List.of("asks", "polls", "works"));
                if (in.equals("platform")) {
                    keys.add("downloads"); // a thread of its own may send before it reads whatever comes
                }
                for (String key : keys) {
                    jvm.awaitReports(
                            "the one that " + key,
                            reports -> reports.stream()
                                    .flatMap(report -> report.findings().stream())
                                    .filter(finding -> finding.verdict().equals("BLOCKED"))
                                    .flatMap(finding -> finding.tasks().stream())
                                    .anyMatch(task -> task.state().equals("io")
                                            && task.createdBy().frames().get(0).endsWith(marks.place(key))));
                }
                jvm.finish();
            }
        }
    }

    @OnEveryJdk
    void staysSilentAboutWhoReadsWhateverComes(Jdk jdk) throws Exception {
        for (String in : threads(jdk)) {
            new InnocentProgram(jdk, Readers.class)
                    .with(command -> command.program("innocents", in))
                    .verify();
        }
    }

    private static List<String> threads(Jdk jdk) {
        return jdk.feature() < 21 ? List.of("platform") : List.of("platform", "virtual");
    }
}

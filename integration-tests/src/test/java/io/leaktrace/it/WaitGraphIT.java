/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.leaktrace.it.scenario.Circles;
import io.leaktrace.it.scenario.Starving;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Who waits for whom: circles, starved pools and lost locks, each named as what it is, with everybody in it. */
class WaitGraphIT {
    private static final List<String> CIRCLES =
            List.of("monitors", "locks", "mixed", "three", "join", "future", "stage", "queue");
    private static final List<String> WITHOUT_MONITORS = List.of("locks", "three", "join", "future", "stage", "queue");
    /** What may be said of the same tasks before those that wait for them have waited for as long. */
    private static final Set<String> FORERUNNERS = Set.of("QUEUED", "BLOCKED");

    @OnEveryJdk
    void findsEveryCircle(Jdk jdk) throws Exception {
        Map<String, ForkedJvm> jvms = start(
                jdk,
                Circles.class,
                Stream.concat(CIRCLES.stream(), Stream.of("classes")).toList());
        try {
            for (Map.Entry<String, ForkedJvm> each : jvms.entrySet()) {
                checkCircle(each.getKey(), each.getValue());
            }
        } finally {
            jvms.values().forEach(ForkedJvm::close);
        }
    }

    @OnEveryJdk(from = 21)
    void findsEveryCircleOfVirtualThreads(Jdk jdk) throws Exception {
        // before JDK 25 nothing tells who holds a monitor
        List<String> sorts = jdk.feature() < 25 ? WITHOUT_MONITORS : CIRCLES;
        Map<String, ForkedJvm> jvms = start(jdk, Circles.class, sorts, "virtual");
        try {
            for (Map.Entry<String, ForkedJvm> each : jvms.entrySet()) {
                checkCircle(each.getKey(), each.getValue());
            }
        } finally {
            jvms.values().forEach(ForkedJvm::close);
        }
    }

    private static void checkCircle(String sort, ForkedJvm jvm) throws Exception {
        Set<String> places = places(Circles.class, sort);
        AgentFinding found = await(jvm, "DEADLOCK", places);
        assertThat(found.tasks()).as(sort).hasSize(sort.equals("three") ? 3 : 2);
        assertThat(found.summary()).contains(" in a circle: ");
        assertThat(found.tasks()).allSatisfy(task -> {
            assertThat(task.waitingOn()).as(sort).isNotNull();
            assertThat(task.waitingOn().ownerTask()).isPositive();
        });
        assertNothingBut(jvm, Set.of("DEADLOCK"));
        jvm.finish();
    }

    @OnEveryJdk
    void findsPoolsThatWaitForTheirOwnQueues(Jdk jdk) throws Exception {
        Map<String, ForkedJvm> jvms = start(
                jdk, Starving.class, List.of("itself", "crew", "two", "forkJoin", "stages", "outsider", "deadOwner"));
        try {
            for (String sort : List.of("itself", "crew", "two")) {
                ForkedJvm jvm = jvms.get(sort);
                AgentFinding found = await(jvm, "STARVED", places(Starving.class, sort));
                assertThat(found.summary()).startsWith("every worker of pool-1 ");
                assertThat(found.count()).isEqualTo(sort.equals("crew") ? 3 : sort.equals("two") ? 2 : 1);
                assertNothingBut(jvm, Set.of("STARVED"));
                jvm.finish();
            }
            for (String sort : List.of("forkJoin", "stages")) {
                ForkedJvm jvm = jvms.get(sort);
                AgentFinding found = await(jvm, "STARVED", places(Starving.class, sort));
                assertThat(found.summary()).startsWith("waits for a task queued in ");
                assertNothingBut(jvm, Set.of("STARVED", "BLOCKED"));
                jvm.finish();
            }
            ForkedJvm outsider = jvms.get("outsider");
            await(outsider, "STARVED", places(Starving.class, "worker"));
            await(outsider, "STARVED", places(Starving.class, "outsider"));
            outsider.finish();
            ForkedJvm deadOwner = jvms.get("deadOwner");
            AgentFinding lost = await(deadOwner, "OWNER-DEAD", places(Starving.class, "deadOwner"));
            assertThat(lost.summary()).contains("thread \"forgetful\" held when it ended");
            assertNothingBut(deadOwner, Set.of("OWNER-DEAD"));
            deadOwner.finish();
        } finally {
            jvms.values().forEach(ForkedJvm::close);
        }
    }

    @OnEveryJdk
    void staysSilentAboutWorkersThatGetTheirResultsAndLocksThatAreGivenBack(Jdk jdk) throws Exception {
        new InnocentProgram(jdk, Starving.class)
                .with(command -> command.program("slow", "rest"))
                .verify();
    }

    private static Map<String, ForkedJvm> start(Jdk jdk, Class<?> scenario, List<String> sorts, String... more)
            throws Exception {
        Map<String, ForkedJvm> jvms = new LinkedHashMap<>();
        for (String sort : sorts) {
            JvmCommand command = ForkedJvm.of(jdk, scenario).program(sort).program(more);
            jvms.put(sort, command.start());
        }
        return jvms;
    }

    /** The marked lines of one sort. */
    private static Set<String> places(Class<?> scenario, String sort) {
        Marks marks = Marks.of(scenario);
        Set<String> places = new TreeSet<>();
        for (String key : marks.lines().keySet()) {
            if (key.replaceAll("\\d$", "").equals(sort)) {
                places.add(marks.place(key));
            }
        }
        assertThat(places).as("marks of " + sort).isNotEmpty();
        return places;
    }

    /** Waits for the finding whose tasks were created at these very lines. */
    private static AgentFinding await(ForkedJvm jvm, String verdict, Set<String> places) throws Exception {
        List<AgentFinding> found = new ArrayList<>();
        jvm.awaitReports(verdict + " of " + places, reports -> {
            found.clear();
            reports.stream()
                    .flatMap(report -> report.findings().stream())
                    .filter(finding -> finding.verdict().equals(verdict) && places.equals(createdAt(finding, places)))
                    .forEach(found::add);
            return !found.isEmpty();
        });
        return found.get(found.size() - 1);
    }

    private static Set<String> createdAt(AgentFinding finding, Set<String> places) {
        Set<String> at = new TreeSet<>();
        for (AgentTask task : finding.tasks()) {
            at.add(places.stream()
                    .filter(place -> task.createdAt().endsWith(place))
                    .findAny()
                    .orElse(task.createdAt()));
        }
        return at;
    }

    private static void assertNothingBut(ForkedJvm jvm, Set<String> verdicts) {
        assertThat(jvm.reports())
                .flatExtracting(AgentReport::findings)
                .extracting(AgentFinding::verdict)
                .allMatch(verdict -> verdicts.contains(verdict) || FORERUNNERS.contains(verdict));
        AgentReport last = jvm.reports().get(jvm.reports().size() - 1);
        assertThat(last.findings())
                .as("in the end")
                .extracting(AgentFinding::verdict)
                .allMatch(verdicts::contains);
    }
}

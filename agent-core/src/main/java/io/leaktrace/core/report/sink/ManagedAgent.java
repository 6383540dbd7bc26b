/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report.sink;

import static io.leaktrace.core.report.sink.Visit.answer;

import io.leaktrace.core.AgentStatus;
import io.leaktrace.core.RunningAgent;
import io.leaktrace.core.model.Finding;
import io.leaktrace.core.model.Report;
import io.leaktrace.core.model.Snapshot;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.option.Durations;
import io.leaktrace.core.option.OptionException;
import io.leaktrace.core.option.Percentages;
import io.leaktrace.core.report.DumpQuery;
import io.leaktrace.core.report.Marks;
import io.leaktrace.core.report.format.JsonFormat;
import io.leaktrace.core.report.format.TextFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers the attributes and operations of the MBean from the running agent. Called by threads of JMX, which are the
 * host's.
 */
final class ManagedAgent implements LeakTraceMXBean {
    private final RunningAgent agent;
    private final Vitals vitals;
    private final Marks marks = new Marks();

    private volatile Found found = new Found(Instant.EPOCH, List.of());

    ManagedAgent(RunningAgent agent, LongSupplier nanoTime) {
        this.agent = agent;
        this.vitals = new Vitals(agent, nanoTime);
    }

    /** Keeps what the MBean shows of the last scan; for the scan thread. */
    void scanned(Snapshot snapshot, List<Finding> findings) {
        vitals.scanned(snapshot);
        found = new Found(snapshot.at(), findings);
    }

    List<SiteTable.Row> sites() {
        return vitals().sites();
    }

    List<Finding> currentFindings() {
        return found.findings();
    }

    @Override
    public String getVersion() {
        return status().version();
    }

    @Override
    public String getThreshold() {
        return agent.options().threshold().toString();
    }

    @Override
    public void setThreshold(String duration) {
        setDuration("threshold", duration);
    }

    @Override
    public String getInterval() {
        return agent.options().interval().toString();
    }

    @Override
    public void setInterval(String duration) {
        setDuration("interval", duration);
    }

    @Override
    public String getCapture() {
        return agent.options().capture().label();
    }

    @Override
    public void setCapture(String capture) {
        setWord("capture", capture, "is not valid; use full, auto or site");
    }

    @Override
    public String getBudget() {
        return Percentages.exact(agent.options().budget());
    }

    @Override
    public void setBudget(String percentage) {
        setWord("budget", percentage, "is not a share of CPU; use for example 0.5%, 1% or 10%");
    }

    @Override
    public int getLiveTasks() {
        return vitals().counts().total();
    }

    @Override
    public long getCreatedTasks() {
        return status().createdTasks();
    }

    @Override
    public long getEndedTasks() {
        return status().endedTasks();
    }

    @Override
    public Map<String, Integer> getTasksByKind() {
        Map<String, Integer> byKind = new LinkedHashMap<>();
        vitals().counts().byKind().forEach((kind, count) -> byKind.put(kind.label(), count));
        return byKind;
    }

    @Override
    public Map<String, Integer> getTasksByState() {
        Map<String, Integer> byState = new LinkedHashMap<>();
        vitals().counts().byState().forEach((state, count) -> byState.put(state.label(), count));
        return byState;
    }

    @Override
    public String getLastReport() {
        Report report = agent.lastReport();
        return report == null ? "" : answer(() -> text().report(report));
    }

    @Override
    public long getReportsWritten() {
        return status().reportsWritten();
    }

    @Override
    public int getSuppressedFailures() {
        return status().suppressedFailures();
    }

    @Override
    public String getCoverage() {
        return status().coverage();
    }

    @Override
    public double getCaptureCostRatio() {
        return status().capture().costRatio();
    }

    @Override
    public long getExactOrigins() {
        return status().capture().exact();
    }

    @Override
    public long getRepresentativeOrigins() {
        return status().capture().representative();
    }

    @Override
    public long getNotCapturedOrigins() {
        return status().capture().notCaptured();
    }

    @Override
    public double getRepresentativeRatio() {
        return status().capture().representativeRatio();
    }

    @Override
    public long getRegistryBytes() {
        return status().registryBytes();
    }

    @Override
    public String[] getStaleIgnoreRules() {
        return status().staleIgnoreRules().toArray(new String[0]);
    }

    @Override
    public String dump(String filter) {
        return answer(() -> DumpQuery.parse(filter).run(agent.snapshot()));
    }

    @Override
    public String check() {
        return answer(() -> text().report(agent.check()));
    }

    @Override
    public String checkJson() {
        return answer(() -> new JsonFormat().report(agent.check()));
    }

    @Override
    public String findings() {
        return answer(() -> {
            Found now = found;
            // waits that lead to a task outside the findings end with that task's name: nothing else is kept between
            // scans
            List<Tracked> tasks = now.findings().stream()
                    .flatMap(finding -> finding.tasks().stream())
                    .distinct()
                    .sorted(Comparator.comparingLong(Tracked::id))
                    .toList();
            return text().findings(
                            now.findings(),
                            new Snapshot(now.at(), ProcessHandle.current().pid(), tasks));
        });
    }

    @Override
    public String task(long id) {
        return answer(() -> {
            Snapshot snapshot = agent.snapshot();
            Tracked task = snapshot.task(id);
            if (task == null) {
                throw new OptionException("no live task has id " + id + "; dump lists those alive");
            }
            return text().task(snapshot, task);
        });
    }

    @Override
    public String mark(String name) {
        return answer(() -> marks.mark(name == null ? "" : name, agent.snapshot()));
    }

    @Override
    public String diff(String from, String to) {
        return answer(() ->
                marks.diff(from == null ? "" : from, to == null || to.isBlank() ? Marks.NOW : to, agent.snapshot()));
    }

    @Override
    public void reset() {
        answer(() -> {
            marks.clear();
            agent.reset();
            return "";
        });
    }

    @Override
    public String set(String keyValues) {
        return answer(() -> agent.set(keyValues == null ? "" : keyValues));
    }

    private void setDuration(String key, @Nullable String text) {
        Duration duration = text == null ? null : Durations.parse(text.strip());
        if (duration == null) {
            throw new IllegalArgumentException(
                    key + ": \"" + text + "\" is not a duration; use for example 500ms, 60s, 5m or PT1M");
        }
        set(key + "=" + Durations.exact(duration));
    }

    /** One option only, whatever the text holds; what else is wrong with the value is found by who reads options. */
    private void setWord(String key, @Nullable String value, String problem) {
        if (value == null || value.indexOf(',') >= 0) {
            throw new IllegalArgumentException(key + ": \"" + value + "\" " + problem);
        }
        set(key + "=" + value);
    }

    private Vitals.Reading vitals() {
        return answer(vitals::now);
    }

    private AgentStatus status() {
        return answer(agent::status);
    }

    private TextFormat text() {
        return new TextFormat(() -> agent.status().suppressedFailures());
    }

    private record Found(Instant at, List<Finding> findings) {}
}

/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report;

import io.leaktrace.bootstrap.Kind;
import io.leaktrace.core.model.CaptureStatus;
import io.leaktrace.core.model.Creation;
import io.leaktrace.core.model.Finding;
import io.leaktrace.core.model.Report;
import io.leaktrace.core.model.Resolved;
import io.leaktrace.core.model.Snapshot;
import io.leaktrace.core.model.State;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.model.Verdict;
import io.leaktrace.core.model.WaitingOn;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes tasks by hand: a waiting executor task unless said otherwise. */
public final class TaskFixture {
    public static final Instant AT = Instant.parse("2026-11-20T10:15:00Z");

    private final long id;
    private Kind kind = Kind.EXECUTOR_TASK;
    private @Nullable String name;
    private State state = State.WAITING;
    private @Nullable String waitName = "CountDownLatch.await";
    private long blockedForMillis = 125_000;
    private long ageMillis = 125_000;
    private @Nullable String pool;
    private final Map<String, String> labels = new LinkedHashMap<>();
    private List<StackTraceElement> frames = List.of();
    private @Nullable WaitingOn waitingOn;
    private @Nullable Creation createdBy;
    private List<Creation> ancestors = List.of();
    private long runs;

    private TaskFixture(long id) {
        this.id = id;
    }

    public static TaskFixture task(long id) {
        return new TaskFixture(id);
    }

    /** A task of the shop: waits in {@code Orders.load}, submitted by {@code Orders.importAll}. */
    public static TaskFixture order(long id) {
        return task(id).name("pool-1-thread-" + id)
                .at(jdk("jdk.internal.misc.Unsafe", "park", null, -2), own("com.acme.Orders", "load", 52))
                .waitingOn("java.util.concurrent.CountDownLatch$Sync", "1b2c3d", 0, null)
                .createdBy(7, "http-8080-exec-3", 125, own("com.acme.Orders", "importAll", 40));
    }

    public static StackTraceElement own(String type, String method, int line) {
        String file = type.substring(type.lastIndexOf('.') + 1).replaceAll("\\$.*", "") + ".java";
        return new StackTraceElement(type, method, file, line);
    }

    public static StackTraceElement jdk(String type, String method, @Nullable String file, int line) {
        return new StackTraceElement("app", "java.base", "25", type, method, file, line);
    }

    public static Snapshot snapshot(Tracked... tasks) {
        return snapshotAt(AT, tasks);
    }

    public static Snapshot snapshotAt(Instant at, Tracked... tasks) {
        return new Snapshot(
                at,
                4711,
                Arrays.stream(tasks)
                        .sorted(Comparator.comparingLong(Tracked::id))
                        .toList());
    }

    /** Mode auto and a budget of 1 %, of which less than half was needed; three in a hundred origins are no exact ones. */
    public static CaptureStatus capture() {
        return new CaptureStatus("auto", 0.01, 0.0042, 972, 28, 0);
    }

    public static Report report(long number, Snapshot snapshot, List<Finding> findings, List<Resolved> resolved) {
        return new Report(number, snapshot, capture(), findings, resolved);
    }

    public static Finding finding(Verdict verdict, String fingerprint, Tracked... tasks) {
        return new Finding(
                verdict, fingerprint, tasks.length, "stuck", "created:com.acme.Orders.importAll", List.of(tasks));
    }

    public TaskFixture kind(Kind value) {
        kind = value;
        return this;
    }

    public TaskFixture name(@Nullable String value) {
        name = value;
        return this;
    }

    public TaskFixture state(State value, @Nullable String wait) {
        state = value;
        waitName = wait;
        return this;
    }

    public TaskFixture blocked(long millis) {
        blockedForMillis = millis;
        return this;
    }

    public TaskFixture age(long millis) {
        ageMillis = millis;
        return this;
    }

    public TaskFixture pool(String value) {
        pool = value;
        return this;
    }

    public TaskFixture label(String key, String value) {
        labels.put(key, value);
        return this;
    }

    public TaskFixture at(StackTraceElement... stack) {
        frames = List.of(stack);
        return this;
    }

    public TaskFixture waitingOn(String type, String identity, long ownerTask, @Nullable String ownerName) {
        waitingOn = new WaitingOn(type, identity, ownerTask, ownerName);
        return this;
    }

    public TaskFixture waitingOnNothing() {
        waitingOn = null;
        return this;
    }

    public TaskFixture createdBy(long taskId, @Nullable String thread, long secondsAgo, StackTraceElement... stack) {
        createdBy = Creation.exact(List.of(stack), taskId, thread, AT.minusSeconds(secondsAgo));
        return this;
    }

    public TaskFixture representative(long of) {
        Creation own = createdBy;
        if (own != null) {
            createdBy = Creation.representative(of, own.frames(), own.taskId(), own.threadName(), own.at());
        }
        return this;
    }

    public TaskFixture notCaptured() {
        Creation own = createdBy;
        if (own != null) {
            createdBy = Creation.notCaptured(own.taskId(), own.threadName(), own.at());
        }
        return this;
    }

    public TaskFixture before() {
        createdBy = null;
        return this;
    }

    public TaskFixture ancestor(long taskId, @Nullable String thread, StackTraceElement... stack) {
        return ancestor(Creation.exact(List.of(stack), taskId, thread, AT.minusSeconds(600)));
    }

    public TaskFixture ancestor(Creation creation) {
        ancestors = Stream.concat(ancestors.stream(), Stream.of(creation)).toList();
        return this;
    }

    public TaskFixture runs(long task) {
        runs = task;
        return this;
    }

    public Tracked made() {
        return new Tracked(
                id,
                kind,
                name,
                state,
                waitName,
                blockedForMillis,
                ageMillis,
                name,
                pool,
                labels,
                frames,
                waitingOn,
                createdBy,
                ancestors,
                runs);
    }
}

/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

/** What a task is: the closed set of things LeakTrace remembers the creator of. */
public enum Kind {
    THREAD("thread"),
    VIRTUAL_THREAD("virtual-thread"),
    EXECUTOR_TASK("executor-task"),
    SCHEDULED_TASK("scheduled-task"),
    FORK_JOIN_TASK("fork-join-task"),
    ASYNC_STAGE("async-stage"),
    TIMER_TASK("timer-task"),
    FUTURE("future"),
    POOL("pool");

    private final String label;

    /** Read by probes: whether tasks of this kind are recorded. Threads stay recorded: they carry the others. */
    volatile boolean recorded = true;

    Kind(String label) {
        this.label = label;
    }

    /** The word users type and read, for example {@code executor-task}; never null. */
    public String label() {
        return label;
    }

    /** Whether tasks of this kind are recorded at present; any thread may ask. */
    public boolean isRecorded() {
        return recorded;
    }

    /** Switches the recording of this kind; tasks recorded before stay until they end. Any thread may call. */
    public void record(boolean on) {
        recorded = on;
        Abandoned.doubtAll();
    }
}

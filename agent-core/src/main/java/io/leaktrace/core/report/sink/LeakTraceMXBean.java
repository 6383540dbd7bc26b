/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report.sink;

import java.util.Map;

/**
 * The management interface, {@code io.leaktrace:type=LeakTrace}. Two further attributes, {@code Sites} and {@code
 * Findings}, are tables, which an MXBean interface cannot declare. Every mistake is an IllegalArgumentException with
 * one clear line.
 */
public interface LeakTraceMXBean {
    /** Version of LeakTrace. */
    String getVersion();

    /** How long a task may be stuck before it is reported, in ISO-8601: {@code PT1M}. */
    String getThreshold();

    /** Takes {@code 60s} or an ISO-8601 duration. */
    void setThreshold(String duration);

    /** Time between scans, in ISO-8601. */
    String getInterval();

    /** Takes {@code 60s} or an ISO-8601 duration. */
    void setInterval(String duration);

    /** How much of a creating stack is kept: {@code full}, {@code auto} or {@code site}. */
    String getCapture();

    /** Takes {@code full}, {@code auto} or {@code site}. */
    void setCapture(String capture);

    /** Share of one core that capturing may cost with capture {@code auto}, as it is typed: {@code 1%}. */
    String getBudget();

    /** Takes a percentage from {@code 0.01%} to {@code 100%}. */
    void setBudget(String percentage);

    /** How many tasks are alive. */
    int getLiveTasks();

    /** How many tasks were recorded since the start. */
    long getCreatedTasks();

    /** How many of those have ended. */
    long getEndedTasks();

    /** Live tasks by kind, such as {@code executor-task}; kinds without any are left out. */
    Map<String, Integer> getTasksByKind();

    /** Live tasks by state, such as {@code waiting}; states without any are left out. */
    Map<String, Integer> getTasksByState();

    /** The text of the last report that was written, or an empty text. */
    String getLastReport();

    /** How many reports were written. */
    long getReportsWritten();

    /** How many failures the agent has swallowed. */
    int getSuppressedFailures();

    /** Which hooks are active. */
    String getCoverage();

    /** Share of one core that capturing is estimated to cost. */
    double getCaptureCostRatio();

    /** How many creating stacks were captured for the task itself, since the start. */
    long getExactOrigins();

    /** How many tasks are known by the representative stack of their site, since the start. */
    long getRepresentativeOrigins();

    /** How many tasks have no creating stack, because the budget was spent, since the start. */
    long getNotCapturedOrigins();

    /** Share of all tasks since the start that are known by the representative stack of their site: 0 to 1. */
    double getRepresentativeRatio();

    /** Estimated heap of the registry, in bytes. */
    long getRegistryBytes();

    /** Ignore rules of the user that matched nothing since the start. */
    String[] getStaleIgnoreRules();

    /**
     * Live tasks, most suspicious first.
     *
     * @param filter for example {@code group=pool older=5m limit=20 format=json}; empty for all
     */
    String dump(String filter);

    /** Scans now and returns all findings as text. */
    String check();

    /** Scans now and returns all findings as JSON. */
    String checkJson();

    /** The findings of the last scan as text, or an empty text. */
    String findings();

    /** One live task in full. */
    String task(long id);

    /** Remembers under a name how many tasks of each site are alive. */
    String mark(String name);

    /** What changed per site from one mark to another, or to {@code now}. */
    String diff(String from, String to);

    /** Forgets what was reported, and the marks. */
    void reset();

    /** Changes options: {@code key=value,key=value}; returns what is in force now. */
    String set(String keyValues);
}

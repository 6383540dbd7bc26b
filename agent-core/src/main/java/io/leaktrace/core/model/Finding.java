/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.model;

import java.util.List;

/**
 * A verdict on one or more tasks of the same site with the same current stack.
 *
 * @param fingerprint the same across scans, runs and machines
 * @param count how many tasks
 * @param summary one line in plain words
 * @param ignoreRule a ready rule that silences it
 * @param tasks the tasks, by ascending id
 */
public record Finding(
        Verdict verdict, String fingerprint, int count, String summary, String ignoreRule, List<Tracked> tasks) {
    public Finding {
        tasks = List.copyOf(tasks);
    }

    /** Whether there are more tasks than those it shows. */
    public boolean isSample() {
        return count > tasks.size();
    }

    /**
     * Whether it deserves a warning: the first seven verdicts always, the others when more than ten tasks are
     * concerned.
     */
    public boolean isWarning() {
        return verdict.compareTo(Verdict.BLOCKED) < 0 || count > 10;
    }
}

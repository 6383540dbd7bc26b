/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import io.leaktrace.it.scenario.ScheduledLeaks;

class ScheduledLeakIT {
    @OnEveryJdk
    void reportsStuckTicksAndTasksThatAreDueAndDoNotStart(Jdk jdk) throws Exception {
        new LeakyProgram(jdk, ScheduledLeaks.class)
                .blocked("scheduled-task", "runnable", "callable", "fixedRate", "fixedDelay", "fifthRun", "single")
                .blocked("executor-task", "submitted", "executed")
                .queued("scheduled-task", "due")
                .verify();
    }
}

/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import io.leaktrace.it.scenario.TimerLeaks;

class TimerLeakIT {
    @OnEveryJdk
    void reportsStuckTimerTasksAndThoseThatAreDueAndDoNotStart(Jdk jdk) throws Exception {
        new LeakyProgram(jdk, TimerLeaks.class)
                .blocked("timer-task", "oneShot", "date", "periodic", "fixedRate", "first")
                .queued("timer-task", "due")
                .verify();
    }
}

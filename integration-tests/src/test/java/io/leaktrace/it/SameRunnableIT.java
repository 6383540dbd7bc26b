/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import io.leaktrace.it.scenario.DroppedSubmissions;
import io.leaktrace.it.scenario.SameRunnable;

class SameRunnableIT {
    @OnEveryJdk
    void neverMixesUpTwoSubmissionsOfOneObject(Jdk jdk) throws Exception {
        new LeakyProgram(jdk, SameRunnable.class)
                .blocked("executor-task", "first", "second", "overtaking", "secondPool")
                .blocked("executor-task", "runsWrapped", "runsAdapted")
                .blocked("thread", "firstThread")
                .queued("executor-task", "behindFirst", "behindSecond", "overtaken", "waitsElsewhere", "waitsToo")
                .verify();
    }

    @OnEveryJdk
    void neverBlamesASubmissionThatWasDropped(Jdk jdk) throws Exception {
        new LeakyProgram(jdk, DroppedSubmissions.class)
                .blocked("executor-task", "again", "kept")
                .verify();
    }
}

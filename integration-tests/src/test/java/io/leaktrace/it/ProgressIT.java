/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import io.leaktrace.it.scenario.Progress;

class ProgressIT {
    @OnEveryJdk
    void neverReportsThreadsThatWaitAtOneLineAgainAndAgain(Jdk jdk) throws Exception {
        new InnocentProgram(jdk, Progress.class).verify();
    }

    @OnEveryJdk(from = 21)
    void neverReportsVirtualThreadsThatWaitAtOneLineAgainAndAgain(Jdk jdk) throws Exception {
        new InnocentProgram(jdk, Progress.class)
                .with(command -> command.program("virtual"))
                .verify();
    }
}

/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.util.Timer;
import java.util.TimerTask;

/** Timers as they should be: waiting for their next tick, for nothing, or cancelled. */
public final class TimerInnocents {
    public static void main(String[] arguments) throws Exception {
        Timer timer = new Timer("healthy");
        timer.schedule(quick(), 10);
        timer.schedule(quick(), 3_600_000);
        timer.schedule(quick(), 10, 100);
        timer.scheduleAtFixedRate(quick(), 10, 3_600_000);
        TimerTask cancelled = quick();
        timer.schedule(cancelled, 200);
        cancelled.cancel();

        Timer purged = new Timer("purged");
        TimerTask gone = quick();
        purged.schedule(gone, 3_600_000);
        gone.cancel();
        purged.purge();

        Timer stopped = new Timer("stopped");
        stopped.schedule(quick(), 500);
        stopped.cancel();

        new Timer("never used");
        Program.rest();
    }

    private static TimerTask quick() {
        return new TimerTask() {
            @Override
            public void run() {
                Thread.yield();
            }
        };
    }

    private TimerInnocents() {}
}

/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.util.Date;
import java.util.Timer;
import java.util.TimerTask;

/** Timer tasks that get stuck, or are due and never start. */
public final class TimerLeaks {
    public static void main(String[] arguments) throws Exception {
        new Timer("one shot").schedule(task(1), 10); // LEAK: oneShot
        new Timer("at a date").schedule(task(1), new Date()); // LEAK: date
        new Timer("periodic").schedule(task(3), 10, 10); // LEAK: periodic
        new Timer("fixed rate").scheduleAtFixedRate(task(3), 10, 10); // LEAK: fixedRate

        Timer two = new Timer("two");
        two.schedule(task(1), 0); // LEAK: first
        two.schedule(task(1), 50); // LEAK: due
        Program.run();
    }

    /** Gets stuck in this run. */
    private static TimerTask task(int stuckIn) {
        return new TimerTask() {
            private int runs;

            @Override
            public void run() {
                if (++runs == stuckIn) {
                    Program.stuck();
                }
            }
        };
    }

    private TimerLeaks() {}
}

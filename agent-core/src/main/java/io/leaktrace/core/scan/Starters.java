/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Task;
import io.leaktrace.bootstrap.ThreadTask;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Threads that have started a server: one that accepts connections or selects among channels goes back to them. Such a
 * thread may wait for the server's end by every primitive there is, as {@code main} does, whatever it is called. One
 * instance per scan.
 */
final class Starters {
    /** From the thread that accepts to the one that wanted it: over an event loop or a pool that was started in between. */
    private static final int REACH = 3;

    private final Set<Task> starters = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Those who have started some of these threads. */
    static Starters among(List<ThreadTask> threads) {
        Starters found = new Starters();
        for (ThreadTask thread : threads) {
            ThreadLook look = ThreadWatch.lastLook(thread);
            String io = look == null ? null : Waits.io(look.frames());
            if (Waits.SELECT.equals(io) || Waits.ACCEPT.equals(io)) {
                Task ancestor = thread.creator();
                for (int i = 0; i < REACH && ancestor != null; i++) {
                    found.starters.add(ancestor);
                    ancestor = ancestor.creator();
                }
            }
        }
        return found;
    }

    /** Whether a thread has started a server and waits for nothing in particular: no lock, no input, no task of anybody. */
    boolean mayWaitForTheEnd(ThreadTask thread, Standings standings) {
        Standings.Standing standing = starters.contains(thread) ? standings.of(thread) : null;
        String wait = standing == null ? null : standing.verdict().waitName();
        return wait != null
                && standing.look().state() != Thread.State.BLOCKED
                && Waits.io(standing.look().frames()) == null
                && !IdleRules.isForLock(wait);
    }
}

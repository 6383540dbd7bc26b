/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.util.concurrent.ExecutorService;

/** Virtual threads that never end, started in every way; and platform threads started in the new ways. Needs JDK 21. */
public final class VirtualThreadLeaks {
    public static void main(String[] arguments) throws Throwable {
        Runnable stuck = Program::stuck;

        Object builder = Virtual.ofVirtual("started");
        Thread started = (Thread) Virtual.START.invoke(builder, stuck); // LEAK: started

        Thread unstarted = (Thread) Virtual.UNSTARTED.invoke(Virtual.ofVirtual("unstarted"), stuck);
        unstarted.start(); // LEAK: unstarted

        Thread made = Virtual.factory(Virtual.ofVirtual("made")).newThread(stuck);
        made.start(); // LEAK: factory

        Thread direct = (Thread) Virtual.START_VIRTUAL.invoke(stuck); // LEAK: direct

        Object platform = Virtual.ofPlatform("platform");
        Thread platformThread = (Thread) Virtual.START.invoke(platform, stuck); // LEAK: platform

        ExecutorService executor = (ExecutorService) Virtual.EXECUTOR.invoke();
        executor.submit(stuck); // LEAK: submitted
        executor.execute(stuck); // LEAK: executed

        ExecutorService perTask =
                (ExecutorService) Virtual.THREAD_PER_TASK.invoke(Virtual.factory(Virtual.ofPlatform("per task")));
        perTask.submit(stuck); // LEAK: perTask

        Runnable nest = VirtualThreadLeaks::nest;
        Thread nesting = (Thread) Virtual.START_VIRTUAL.invoke(nest); // LEAK: nesting

        Program.run();
        System.out.println(started + " " + direct + " " + platformThread + " " + nesting);
    }

    private static void nest() {
        try {
            Thread nested = (Thread) Virtual.START_VIRTUAL.invoke((Runnable) Program::stuck); // LEAK: nested
            nested.join();
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private VirtualThreadLeaks() {}
}

/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.util.concurrent.ExecutorService;

/** The same as {@link VirtualThreadLeaks}, but the threads make progress or end. Needs JDK 21. */
public final class VirtualThreadInnocents {
    public static void main(String[] arguments) throws Throwable {
        Runnable busy = Program::busy;
        Runnable quick = () -> {};
        Thread started = (Thread) Virtual.START.invoke(Virtual.ofVirtual("started"), busy);
        ((Thread) Virtual.UNSTARTED.invoke(Virtual.ofVirtual("unstarted"), busy)).start();
        Virtual.factory(Virtual.ofVirtual("made")).newThread(busy).start();
        Thread direct = (Thread) Virtual.START_VIRTUAL.invoke(busy);
        Thread platform = (Thread) Virtual.START.invoke(Virtual.ofPlatform("platform"), busy);
        ExecutorService executor = (ExecutorService) Virtual.EXECUTOR.invoke();
        executor.submit(busy);
        executor.submit(quick);
        executor.execute(quick);
        ExecutorService perTask =
                (ExecutorService) Virtual.THREAD_PER_TASK.invoke(Virtual.factory(Virtual.ofPlatform("per task")));
        perTask.submit(busy);
        for (int i = 0; i < 1_000; i++) {
            Thread ended = (Thread) Virtual.START_VIRTUAL.invoke(quick);
            ended.join();
        }
        Program.rest();
        System.out.println(started + " " + direct + " " + platform);
    }

    private VirtualThreadInnocents() {}
}

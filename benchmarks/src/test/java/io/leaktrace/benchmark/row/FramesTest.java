/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class FramesTest {
    @Test
    void runsWorkAtTheEndOfExactlySoManyFrames() throws Exception {
        assertThat(depthOfWork(work -> Frames.atDepth(20, work))).isEqualTo(20);
        assertThat(depthOfWork(work -> Frames.atDepth(100, work))).isEqualTo(100);
    }

    @Test
    void takesTheDepthsInTurn() throws Exception {
        System.setProperty("benchmark.depths", "30,70");
        try {
            CallingStack stack = new CallingStack();
            stack.nextDepth();
            assertThat(depthOfWork(stack::run)).isEqualTo(30);
            stack.nextDepth();
            assertThat(depthOfWork(stack::run)).isEqualTo(70);
            stack.nextDepth();
            assertThat(depthOfWork(stack::run)).isEqualTo(30);
        } finally {
            System.clearProperty("benchmark.depths");
        }
    }

    /** In a thread of its own, whose stack is short. */
    private static int depthOfWork(Consumer<Runnable> runner) throws InterruptedException {
        AtomicInteger depth = new AtomicInteger();
        Thread thread = new Thread(() -> runner.accept(() -> depth.set(new Throwable().getStackTrace().length)));
        thread.start();
        thread.join();
        return depth.get();
    }
}

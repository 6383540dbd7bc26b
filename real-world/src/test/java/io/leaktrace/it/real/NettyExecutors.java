/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.real;

import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.EventExecutorGroup;
import java.util.concurrent.TimeUnit;

/** Executors and event loops of Netty. */
public final class NettyExecutors {
    public static void main(String[] arguments) throws Exception {
        Work.main(arguments, NettyExecutors::stuck, NettyExecutors::starved, NettyExecutors::innocent);
    }

    private static void stuck() throws Exception {
        EventExecutorGroup group = new DefaultEventExecutorGroup(1);
        Work submitted = new Work();
        group.submit(submitted.stuck()); // LEAK: submit
        submitted.awaitStart();
        group.execute(() -> {}); // LEAK: queued

        EventExecutorGroup loops = new NioEventLoopGroup(1);
        Work executed = new Work();
        loops.execute(executed.stuck()); // LEAK: loop
        executed.awaitStart();
        loops.submit(() -> "never"); // LEAK: queued-in-loop
        loops.schedule(() -> "never", 10, TimeUnit.MILLISECONDS); // LEAK: late

        EventExecutorGroup timer = new NioEventLoopGroup(1);
        Work scheduled = new Work();
        timer.schedule(scheduled.stuck(), 10, TimeUnit.MILLISECONDS); // LEAK: schedule
        scheduled.awaitStart();
    }

    private static void starved() {
        EventExecutorGroup group = new DefaultEventExecutorGroup(1);
        group.execute(() -> Work.await(Work.later(group))); // LEAK: starved
        EventExecutorGroup loops = new NioEventLoopGroup(1);
        loops.submit(() -> Work.await(Work.later(loops))); // LEAK: starved-loop
    }

    private static void innocent() throws Exception {
        EventExecutorGroup group = new DefaultEventExecutorGroup(2);
        Setup.repeat(() -> group.submit(() -> "fine").get());
        EventExecutorGroup loops = new NioEventLoopGroup(2);
        Setup.repeat(
                () -> loops.schedule(() -> "fine", 1, TimeUnit.MILLISECONDS).get());
        loops.schedule(() -> "much later", 1, TimeUnit.HOURS);
        loops.scheduleAtFixedRate(() -> {}, 1, 50, TimeUnit.MILLISECONDS);
        Setup.repeat(() -> Work.await(Work.later(loops)));
        Setup.repeat(() -> Work.await(Work.later(group)));
    }

    private NettyExecutors() {}
}

/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import com.google.common.util.concurrent.AbstractScheduledService;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.ListeningExecutorService;
import com.google.common.util.concurrent.ListeningScheduledExecutorService;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.ServiceManager;
import com.google.common.util.concurrent.SettableFuture;
import com.google.common.util.concurrent.SimpleTimeLimiter;
import io.leaktrace.junit.LeakCheck;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.HashedWheelTimer;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/**
 * Guava's and Netty's executors driven as their own tests drive them: pools and event loops that tests share, make for
 * themselves, and shut down. Tests whose names begin with {@code leaks} leak.
 */
@LeakCheck(within = "5s")
class LibraryWorkloads {
    private static final ListeningExecutorService GUAVA =
            MoreExecutors.listeningDecorator(Executors.newFixedThreadPool(4, Background::daemon));
    private static final ListeningScheduledExecutorService GUAVA_SCHEDULER =
            MoreExecutors.listeningDecorator(Executors.newScheduledThreadPool(2, Background::daemon));
    /** Its loops start one by one, as tests need them. */
    private static final class SharedLoops {
        static final EventLoopGroup GROUP = new MultiThreadIoEventLoopGroup(4, NioIoHandler.newFactory());
    }

    private static EventLoopGroup loops() {
        return SharedLoops.GROUP;
    }

    @AfterAll
    static void end() throws Exception {
        loops().shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    @RepeatedTest(5)
    void transformsAndCombines() throws Exception {
        List<ListenableFuture<Integer>> parts = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int number = i;
            ListenableFuture<Integer> part = GUAVA.submit(() -> number);
            parts.add(Futures.transformAsync(part, x -> GUAVA.submit(() -> x + 1), GUAVA));
        }
        assertEquals(200, Futures.whenAllSucceed(parts).call(parts::size, GUAVA).get());
        assertEquals(200, Futures.allAsList(parts).get().size());
    }

    @Test
    void timesOutAndCancels() throws Exception {
        SettableFuture<String> never = SettableFuture.create();
        ListenableFuture<String> limited = Futures.withTimeout(never, Duration.ofMillis(5), GUAVA_SCHEDULER);
        Futures.catching(limited, Exception.class, e -> "late", MoreExecutors.directExecutor())
                .get();
        ListenableFuture<?> scheduled = GUAVA_SCHEDULER.schedule(() -> {}, 1, TimeUnit.HOURS);
        scheduled.cancel(true);
    }

    @Test
    void limitsTime() throws Exception {
        SimpleTimeLimiter limiter = SimpleTimeLimiter.create(GUAVA);
        assertEquals("ok", limiter.callWithTimeout(() -> "ok", Duration.ofSeconds(30)));
    }

    @Test
    void refreshesCache() throws Exception {
        LoadingCache<String, Integer> cache =
                CacheBuilder.newBuilder().build(CacheLoader.asyncReloading(CacheLoader.from(String::length), GUAVA));
        assertEquals(3, cache.get("abc"));
        cache.refresh("abc");
    }

    @Test
    void runsServices() throws Exception {
        CountDownLatch ran = new CountDownLatch(3);
        ServiceManager manager = new ServiceManager(List.of(new AbstractScheduledService() {
            @Override
            protected void runOneIteration() {
                ran.countDown();
            }

            @Override
            protected Scheduler scheduler() {
                return Scheduler.newFixedDelaySchedule(Duration.ZERO, Duration.ofMillis(1));
            }
        }));
        manager.startAsync().awaitHealthy();
        ran.await();
        manager.stopAsync().awaitStopped();
    }

    @Test
    void sequentialAndDirect() throws Exception {
        java.util.concurrent.Executor inOrder = MoreExecutors.newSequentialExecutor(GUAVA);
        CountDownLatch ran = new CountDownLatch(100);
        for (int i = 0; i < 100; i++) {
            inOrder.execute(ran::countDown);
        }
        ran.await();
        MoreExecutors.newDirectExecutorService().submit(() -> {}).get();
    }

    @Test
    void ownPoolOfGuava() throws Exception {
        ListeningExecutorService own = MoreExecutors.listeningDecorator(Executors.newCachedThreadPool());
        own.submit(() -> {}).get();
        MoreExecutors.shutdownAndAwaitTermination(own, Duration.ofSeconds(5));
    }

    @Test
    void leaksTaskOfGuava() {
        GUAVA_SCHEDULER.schedule(() -> {}, 1, TimeUnit.HOURS);
    }

    @RepeatedTest(6)
    void sharedEventLoops() throws Exception {
        AtomicInteger sum = new AtomicInteger();
        List<io.netty.util.concurrent.Future<?>> done = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            done.add(loops().submit(sum::incrementAndGet));
        }
        for (io.netty.util.concurrent.Future<?> each : done) {
            each.sync();
        }
        Promise<String> promise = loops().next().newPromise();
        loops().next().schedule(() -> promise.setSuccess("done"), 1, TimeUnit.MILLISECONDS);
        assertEquals("done", promise.get());
        assertEquals(500, sum.get());
    }

    @RepeatedTest(3)
    void echoes() throws Exception {
        Channel listening = new ServerBootstrap()
                .group(loops())
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                            @Override
                            public void channelRead(ChannelHandlerContext context, Object message) {
                                context.writeAndFlush(message);
                            }
                        });
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        CompletableFuture<Byte> answer = new CompletableFuture<>();
        Channel there = new Bootstrap()
                .group(loops())
                .channel(NioSocketChannel.class)
                .handler(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelRead(ChannelHandlerContext context, Object message) {
                        ByteBuf bytes = (ByteBuf) message;
                        answer.complete(bytes.readByte());
                        bytes.release();
                    }
                })
                .connect(listening.localAddress())
                .sync()
                .channel();
        there.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {42}));
        assertEquals((byte) 42, answer.get());
        there.close().sync();
        listening.close().sync();
    }

    @Test
    void ownEventLoops() throws Exception {
        EventExecutorGroup own = new DefaultEventExecutorGroup(2);
        own.submit(() -> {}).sync();
        own.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    @Test
    void globalExecutorAndWheel() throws Exception {
        GlobalEventExecutor.INSTANCE.submit(() -> {}).sync();
        HashedWheelTimer wheel = new HashedWheelTimer(1, TimeUnit.MILLISECONDS);
        CountDownLatch fired = new CountDownLatch(1);
        wheel.newTimeout(timeout -> fired.countDown(), 1, TimeUnit.MILLISECONDS);
        fired.await();
        wheel.stop();
    }

    @Test
    void leaksTaskOfNetty() {
        loops().next().scheduleAtFixedRate(() -> {}, 1, 1, TimeUnit.HOURS);
    }

    @Test
    void leaksEventLoops() throws Exception {
        Background.hold(new DefaultEventExecutorGroup(1)).submit(() -> {}).sync();
    }

    @Test
    void leaksWheel() {
        Background.hold(new HashedWheelTimer()).start();
    }

    @Test
    void leaksPoolBehindFacade() throws Exception {
        ExecutorService inside = Executors.newFixedThreadPool(1, Background::daemon);
        Background.hold(MoreExecutors.listeningDecorator(inside))
                .submit(() -> {})
                .get();
    }
}

/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.cases;

import static io.leaktrace.it.cases.Background.daemon;
import static io.leaktrace.it.cases.Background.hold;

import io.leaktrace.junit.LeakCheck;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Each kind of leak, and beside it the same cleaned up. */
@LeakCheck
class Kinds {
    private static final ExecutorService ONE_WORKER = Executors.newSingleThreadExecutor(Background::daemon);

    @Test
    void leaksThread() {
        daemon(Background::waitForEver).start();
    }

    @Test
    void joinsThread() throws Exception {
        Thread thread = daemon(Background::waitForEver);
        thread.start();
        thread.interrupt();
        thread.join();
    }

    @Test
    void leaksRunningTask() {
        Background.SHARED.submit(Background::waitForEver);
    }

    @Test
    void cancelsRunningTask() {
        Background.SHARED.submit(Background::waitForEver).cancel(true);
    }

    @Test
    void leaksQueuedTask() {
        ONE_WORKER.execute(Background::waitForEver);
        ONE_WORKER.execute(() -> {});
    }

    @Test
    void cancelsQueuedTask() {
        ExecutorService pool = Executors.newSingleThreadExecutor(Background::daemon);
        Future<?> first = pool.submit(Background::waitForEver);
        Future<?> second = pool.submit(() -> {});
        second.cancel(false);
        first.cancel(true);
        pool.shutdown();
    }

    @Test
    void leaksScheduledTask() {
        Background.SCHEDULER.schedule(() -> {}, 1, TimeUnit.HOURS);
    }

    @Test
    void leaksPeriodicTask() {
        Background.SCHEDULER.scheduleAtFixedRate(() -> {}, 0, 10, TimeUnit.MILLISECONDS);
    }

    @Test
    void cancelsScheduledTasks() {
        ScheduledFuture<?> once = Background.SCHEDULER.schedule(() -> {}, 1, TimeUnit.HOURS);
        ScheduledFuture<?> often = Background.SCHEDULER.scheduleAtFixedRate(() -> {}, 0, 1, TimeUnit.MILLISECONDS);
        once.cancel(false);
        often.cancel(false);
    }

    @Test
    void leaksTimer() {
        hold(new Timer("forgotten", true));
    }

    @Test
    void leaksTimerTask() {
        Background.TIMER.schedule(timerTask(), TimeUnit.HOURS.toMillis(1));
    }

    @Test
    void cancelsTimer() {
        Timer timer = new Timer(true);
        timer.schedule(timerTask(), TimeUnit.HOURS.toMillis(1));
        timer.cancel();
    }

    @Test
    void cancelsTimerTask() {
        TimerTask task = timerTask();
        Background.TIMER.schedule(task, TimeUnit.HOURS.toMillis(1));
        task.cancel();
    }

    @Test
    void leaksPool() throws Exception {
        hold(Executors.newFixedThreadPool(2, Background::daemon))
                .submit(() -> {})
                .get();
    }

    @Test
    void leaksUnusedPool() {
        hold(Executors.newFixedThreadPool(2, Background::daemon));
    }

    @Test
    void leaksForkJoinPool() throws Exception {
        hold(new ForkJoinPool(2)).submit(() -> {}).get();
    }

    @Test
    void shutsPoolsDown() throws Exception {
        ExecutorService fixed = Executors.newFixedThreadPool(2, Background::daemon);
        ForkJoinPool forkJoin = new ForkJoinPool(2);
        fixed.submit(() -> {}).get();
        forkJoin.submit(() -> {}).get();
        fixed.shutdown();
        forkJoin.shutdown();
    }

    @Test
    void leaksAsyncStage() {
        hold(CompletableFuture.runAsync(Background::waitForEver, Background.SHARED));
    }

    @Test
    void leaksCommonPoolTask() {
        ForkJoinPool.commonPool().execute(Background::waitForEver);
    }

    @Test
    void leaksFuture() {
        CompletableFuture<String> promise = hold(new CompletableFuture<>());
        hold(promise.thenApply(String::trim));
    }

    @Test
    void completesFutureAndStage() {
        CompletableFuture<String> promise = hold(new CompletableFuture<>());
        hold(promise.thenApplyAsync(String::trim, Background.SHARED));
        promise.complete("done");
    }

    @Test
    void forgetsFutureThatNobodyWaitsFor() {
        hold(new CompletableFuture<String>());
    }

    @Test
    void leaksManyOfOneLine() {
        for (int i = 0; i < 20; i++) {
            Background.SHARED.submit(Background::waitForEver);
        }
    }

    @Test
    void leaksFarAway() {
        Background.SHARED.submit(() -> CompletableFuture.runAsync(
                () -> Background.SCHEDULER.schedule(
                        () -> daemon(Background::waitForEver).start(), 1, TimeUnit.MILLISECONDS),
                Background.SHARED));
    }

    private static TimerTask timerTask() {
        return new TimerTask() {
            @Override
            public void run() {}
        };
    }
}

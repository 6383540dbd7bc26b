/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Brings a question to threads of pools in the usual ways, and the answers back. Each pool has one thread, which the first
 * round starts: what it answers in a later round can only come with the task.
 */
final class Passed implements AutoCloseable {
    private final ExecutorService pool = Executors.newFixedThreadPool(1);
    private final ScheduledExecutorService scheduled = Executors.newScheduledThreadPool(1);
    private final ExecutorService forkJoin = new ForkJoinPool(1);

    /** Fails unless the answer is the same in every way. */
    void expect(Object answer, Callable<?> question) throws Exception {
        Map<String, Object> others = new TreeMap<>();
        answers(question).forEach((way, given) -> {
            if (!answer.equals(given)) {
                others.put(way, given);
            }
        });
        if (!others.isEmpty()) {
            throw new IllegalStateException("expected " + answer + ", not " + others);
        }
    }

    private Map<String, Object> answers(Callable<?> question) throws Exception {
        Map<String, Object> answers = new TreeMap<>();
        FutureTask<Object> executed = new FutureTask<>(question::call);
        pool.execute(executed::run);
        answers.put("execute", executed.get());
        answers.put("submit", pool.submit(question).get());
        answers.put("invokeAll", pool.invokeAll(List.of(question)).get(0).get());
        answers.put(
                "schedule",
                scheduled.schedule(question, 1, TimeUnit.MILLISECONDS).get());
        answers.put("fork-join", forkJoin.submit(question).get());
        answers.put(
                "stage",
                CompletableFuture.supplyAsync(() -> answer(question), forkJoin).get());
        return answers;
    }

    private static Object answer(Callable<?> question) {
        try {
            return question.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        pool.shutdown();
        scheduled.shutdown();
        forkJoin.shutdown();
    }
}

/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingOperationError;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * BlockHound: a thread that must not block gets an error when it does, and only then. BlockHound finds this class as a
 * service, and learns from it which threads these are.
 */
public final class NonBlocking implements OtherAgent, BlockHoundIntegration {
    private static final String NAME = "must not block";

    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.nonBlockingThreadPredicate(
                current -> current.or(thread -> thread.getName().equals(NAME)));
        // the locks of their queues, which another thread may hold for a moment
        builder.allowBlockingCallsInside("java.util.concurrent.ThreadPoolExecutor", "execute");
        builder.allowBlockingCallsInside("java.util.concurrent.ScheduledThreadPoolExecutor", "delayedExecute");
    }

    @Override
    public void work(Part part) throws Throwable {
        Thread.sleep(1);
        try {
            inThreadThatMustNotBlock(() -> Thread.sleep(1));
            throw new IllegalStateException("no error for a thread that blocked and must not");
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof BlockingOperationError)) {
                throw e;
            }
        }
        inThreadThatMustNotBlock(part);
    }

    private static void inThreadThatMustNotBlock(Part part) throws Exception {
        FutureTask<Void> task = new FutureTask<>(() -> {
            try {
                part.run();
            } catch (Exception | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
            return null;
        });
        new Thread(task, NAME).start();
        task.get();
    }
}

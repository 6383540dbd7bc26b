/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.real;

import java.util.concurrent.Executor;
import kotlin.Unit;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.CoroutineScopeKt;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.DelayKt;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.ExecutorsKt;

/** Kotlin's dispatchers; the default one has two workers. */
public final class KotlinExecutors {
    private static final int WORKERS = 2;
    private static final CoroutineContext NOTHING = EmptyCoroutineContext.INSTANCE;
    private static final CoroutineStart NOW = CoroutineStart.DEFAULT;

    public static void main(String[] arguments) throws Exception {
        System.setProperty("kotlinx.coroutines.scheduler.core.pool.size", String.valueOf(WORKERS));
        System.setProperty("kotlinx.coroutines.scheduler.max.pool.size", "20");
        Work.main(arguments, KotlinExecutors::stuck, KotlinExecutors::starved, KotlinExecutors::innocent);
    }

    private static void stuck() throws Exception {
        CoroutineScope scope = CoroutineScopeKt.CoroutineScope(Dispatchers.getDefault());
        Work launched = new Work();
        BuildersKt.launch(scope, NOTHING, NOW, (inner, end) -> stick(launched)); // LEAK: launch
        launched.awaitStart();

        Work onIo = new Work();
        BuildersKt.launch(scope, Dispatchers.getIO(), NOW, (inner, end) -> stick(onIo)); // LEAK: io
        onIo.awaitStart();

        Executor executor = ExecutorsKt.asExecutor(Dispatchers.getDefault());
        Work executed = new Work();
        executor.execute(executed.stuck()); // LEAK: execute
        executed.awaitStart();
        executor.execute(() -> {}); // LEAK: queued
        BuildersKt.async(scope, NOTHING, NOW, (inner, end) -> "never"); // LEAK: queued-async

        Executor limited = ExecutorsKt.asExecutor(Dispatchers.getIO().limitedParallelism(1, "limited"));
        Work limitedWork = new Work();
        limited.execute(limitedWork.stuck()); // LEAK: limited
        limitedWork.awaitStart();
        limited.execute(() -> {}); // LEAK: queued-limited
    }

    private static Unit stick(Work work) {
        work.getStuck();
        return Unit.INSTANCE;
    }

    private static void starved() throws Exception {
        Executor executor = ExecutorsKt.asExecutor(Dispatchers.getDefault());
        Work other = new Work();
        executor.execute(other.stuck()); // LEAK: other
        other.awaitStart();
        executor.execute(() -> Work.await(Work.later(executor))); // LEAK: starved
    }

    private static void innocent() throws Exception {
        CoroutineScope scope = CoroutineScopeKt.CoroutineScope(Dispatchers.getDefault());
        Executor executor = ExecutorsKt.asExecutor(Dispatchers.getDefault());
        Setup.repeat(() -> Work.await(Work.later(executor)));
        Executor limited = ExecutorsKt.asExecutor(Dispatchers.getIO().limitedParallelism(1, "limited"));
        Setup.repeat(() -> Work.await(Work.later(limited)));
        Setup.repeat(() -> BuildersKt.runBlocking(Dispatchers.getIO(), (inner, end) -> DelayKt.delay(1, end)));
        BuildersKt.launch(scope, NOTHING, NOW, (inner, end) -> DelayKt.delay(3_600_000, end));
    }

    private KotlinExecutors() {}
}

/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.real;

import java.util.concurrent.atomic.AtomicInteger;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.CoroutineScopeKt;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.DelayKt;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.channels.Channel;
import kotlinx.coroutines.channels.ChannelKt;

/** Kotlin's coroutines in both of its thread pools, and one that waits at a channel; main stays in {@code runBlocking}. */
public final class Coroutines {
    public static void main(String[] arguments) throws Exception {
        Setup.logging();
        CoroutineScope scope = CoroutineScopeKt.CoroutineScope(Dispatchers.getDefault());
        Channel<String> orders = ChannelKt.Channel(Channel.UNLIMITED, null, null);
        BuildersKt.async(
                scope, EmptyCoroutineContext.INSTANCE, CoroutineStart.DEFAULT, (inner, end) -> orders.receive(end));
        AtomicInteger done = new AtomicInteger();
        Setup.repeat(() -> BuildersKt.runBlocking(
                EmptyCoroutineContext.INSTANCE,
                (inner, end) -> BuildersKt.withContext(
                        Dispatchers.getIO(),
                        (io, ended) -> {
                            done.incrementAndGet();
                            return DelayKt.delay(1, ended);
                        },
                        end)));
        System.out.println("done=" + done + ";");
        Setup.restAside();
        BuildersKt.runBlocking(EmptyCoroutineContext.INSTANCE, (inner, end) -> DelayKt.awaitCancellation(end));
    }

    private Coroutines() {}
}

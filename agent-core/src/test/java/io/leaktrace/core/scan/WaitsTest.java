/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WaitsTest {
    private static final String J = "java.util.concurrent.";

    @Test
    void namesTheMethodThatTheUserCalled() {
        assertThat(parked(J + "locks.AbstractQueuedSynchronizer.acquire", J + "CountDownLatch.await"))
                .isEqualTo("CountDownLatch.await");
        assertThat(parked(J + "locks.AbstractQueuedSynchronizer$ConditionObject.await", J + "LinkedBlockingQueue.take"))
                .isEqualTo("LinkedBlockingQueue.take");
        assertThat(parked(J + "FutureTask.awaitDone", J + "FutureTask.get")).isEqualTo("FutureTask.get");
        assertThat(parked(
                        J + "CompletableFuture$Signaller.block",
                        J + "ForkJoinPool.unmanagedBlock",
                        J + "ForkJoinPool.managedBlock",
                        J + "CompletableFuture.waitingGet",
                        J + "CompletableFuture.join"))
                .isEqualTo("CompletableFuture.join");
        assertThat(parked(
                        J + "locks.AbstractQueuedSynchronizer.acquire",
                        J + "locks.ReentrantLock$Sync.lock",
                        J + "locks.ReentrantLock.lock"))
                .isEqualTo("ReentrantLock.lock");
        assertThat(parked(
                        J + "locks.AbstractQueuedSynchronizer.acquireShared",
                        J + "locks.ReentrantReadWriteLock$ReadLock.lock"))
                .isEqualTo("ReadLock.lock");
    }

    @Test
    void namesTheMechanismWhenTheUserCalledThatItself() {
        assertThat(parked()).isEqualTo("LockSupport.park");
        assertThat(parked(J + "locks.AbstractQueuedSynchronizer$ConditionObject.await"))
                .isEqualTo("Condition.await");
        assertThat(Waits.name(Stack.of("java.lang.Object.wait0", "java.lang.Object.wait", "com.acme.Box.take")))
                .isEqualTo("Object.wait");
    }

    @Test
    void namesJoinsAndSleepsOfBothKindsOfThreads() {
        assertThat(Waits.name(
                        Stack.of("java.lang.Object.wait", "java.lang.Thread.join", "java.lang.Thread.join", "A.b")))
                .isEqualTo("Thread.join");
        assertThat(parked(
                        J + "locks.AbstractQueuedSynchronizer.acquire",
                        J + "CountDownLatch.await",
                        "java.lang.VirtualThread.joinNanos",
                        "java.lang.Thread.join"))
                .isEqualTo("Thread.join");
        assertThat(Waits.name(Stack.of(
                        "java.lang.Thread.sleepNanos0",
                        "java.lang.Thread.sleepNanos",
                        "java.lang.Thread.sleep",
                        "A.b")))
                .isEqualTo("Thread.sleep");
        assertThat(Waits.name(Stack.of(
                        "java.lang.VirtualThread.parkNanos",
                        "java.lang.VirtualThread.sleepNanos",
                        "java.lang.Thread.sleepNanos",
                        "java.lang.Thread.sleep",
                        "A.b")))
                .isEqualTo("Thread.sleep");
    }

    @ParameterizedTest
    @CsvSource({
        "sun.nio.ch.Net.poll;sun.nio.ch.NioSocketImpl.park;sun.nio.ch.NioSocketImpl.implRead;A.b, socket read",
        "sun.nio.ch.Net.accept;sun.nio.ch.NioSocketImpl.accept;java.net.ServerSocket.accept;A.b, socket accept",
        "sun.nio.ch.EPoll.wait;sun.nio.ch.EPollSelectorImpl.doSelect;sun.nio.ch.SelectorImpl.lockAndDoSelect;A.b, select",
        "java.lang.Object.wait;java.lang.ProcessImpl.waitFor;A.b, process wait",
        "java.io.FileInputStream.readBytes;java.io.FileInputStream.read;A.b, file read"
    })
    void namesNativeWaits(String stack, String expected) {
        assertThat(Waits.io(Stack.of(stack.split(";")))).isEqualTo(expected);
    }

    @Test
    void seesNoNativeWaitBelowTheCodeOfTheHost() {
        assertThat(Waits.io(Stack.of("java.lang.Object.wait", "A.b", "sun.nio.ch.NioSocketImpl.implRead")))
                .isNull();
    }

    private static String parked(String... inner) {
        List<String> methods = new ArrayList<>(List.of("jdk.internal.misc.Unsafe.park", J + "locks.LockSupport.park"));
        methods.addAll(Arrays.asList(inner));
        methods.add("com.acme.Orders.load");
        return Waits.name(Stack.of(methods.toArray(new String[0])));
    }
}

/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What somebody sees who tries LeakTrace for the first time. */
final class DemoIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @OnEveryJdk
    void showsEveryLeakWithItsCreatorInUnderFifteenSeconds(Jdk jdk) throws Exception {
        long start = System.nanoTime();
        Command demo = Command.run(jdk, "demo");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));

        assertThat(demo.exitCode()).as(demo.toString()).isZero();
        assertThat(demo.stderr()).isEmpty();
        assertThat(demo.stdout())
                .containsSubsequence(
                        "executor-task [waiting: CountDownLatch.await, ",
                        "\tat demo.OrderService.loadFromSupplier(OrderService.java:",
                        "created by ",
                        "\tat demo.OrderService.importOrders(OrderService.java:",
                        "executor-task [queued ",
                        "\tat demo.OrderService.sendInvoices(OrderService.java:",
                        "future [pending ",
                        "\tat demo.OrderService.askForStock(OrderService.java:");
        if (jdk.feature() >= 21) {
            assertThat(demo.stdout())
                    .containsSubsequence(
                            "\"prices\" virtual-thread [waiting: Semaphore.",
                            "\tat demo.OrderService.readPrices(OrderService.java:",
                            "\tat demo.OrderService.refreshPrices(OrderService.java:")
                    .contains(": 4 findings, ");
        } else {
            assertThat(demo.stdout()).contains("Java 21 or later").contains(": 3 findings, ");
        }
    }

    @OnEveryJdk
    void takesItsProgramWithItWhenInterrupted(Jdk jdk) throws Exception {
        Path out = Files.createTempFile("leaktrace-it", ".out");
        Process demo = new ProcessBuilder(
                        jdk.program("java").toString(), "-jar", AgentJar.path().toString(), "demo")
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            Await.until(
                    PATIENCE,
                    () -> "the demo's program",
                    () -> demo.children().findAny().isPresent());
            List<ProcessHandle> children = demo.children().toList();
            demo.destroy();
            assertThat(demo.waitFor(10, TimeUnit.SECONDS)).isTrue();
            Await.until(
                    PATIENCE,
                    () -> "end of " + children,
                    () -> children.stream().noneMatch(ProcessHandle::isAlive));
        } finally {
            demo.destroyForcibly();
            Files.delete(out);
        }
    }
}

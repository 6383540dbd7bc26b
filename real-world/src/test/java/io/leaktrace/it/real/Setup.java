/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.real;

import io.leaktrace.it.scenario.Program;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** What the programs share: where they log, how they are kept busy for a while, and how they come to rest. */
final class Setup {
    private static final int CALLERS = 4;
    private static final int CALLS = 100;

    /** Sends what libraries log with java.util.logging where all the others log, which is ready before any of them. */
    static void logging() {
        LoggerFactory.getILoggerFactory();
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    /** Makes the same call some hundred times, from several threads that end with it. */
    static void repeat(Callable<?> call) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        List<Future<?>> results = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            results.add(callers.submit(() -> {
                for (int n = 0; n < CALLS; n++) {
                    call.call();
                }
                return null;
            }));
        }
        for (Future<?> result : results) {
            result.get();
        }
        callers.shutdown();
        if (!callers.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("callers did not end");
        }
    }

    /** Asks a server of this machine some hundred times. */
    static void requests(int port, String path) throws Exception {
        System.out.println("port=" + port + ";");
        repeat(() -> get(port, path));
    }

    /** One request, whose answer must be {@code fine}. */
    static String get(int port, String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        try (InputStream body = connection.getInputStream()) {
            return fine(new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    static String fine(String answer) {
        if (!answer.equals("fine")) {
            throw new IllegalStateException("answered " + answer);
        }
        return answer;
    }

    /** Rests in a thread of its own, so that the caller can wait as the library's users do. */
    static void restAside() {
        new Thread(
                        () -> {
                            try {
                                Program.rest();
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        "control")
                .start();
    }

    private Setup() {}
}

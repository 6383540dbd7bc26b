/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockStatic;
import static org.mockito.Mockito.when;

import com.sun.net.httpserver.HttpServer;
import io.leaktrace.junit.LeakCheck;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Tests that leave running what no test has to end. */
@LeakCheck
class Innocents {
    private static HttpServer server;
    private static HttpClient client;

    /** The class has no initialiser that makes it: the first test to need it does. */
    private static final class Lazily {
        static final ExecutorService POOL = Executors.newFixedThreadPool(2, Background::daemon);
        static final Thread FLUSHER = Background.daemon(Background::waitForEver);

        static {
            FLUSHER.start();
        }
    }

    @BeforeAll
    static void startServer() throws Exception {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("ok".getBytes());
            exchange.close();
        });
        server.start();
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stopServer() {
        server.stop(0);
    }

    @Test
    void empty() {}

    @RepeatedTest(3)
    void ownHttpClient() throws Exception {
        assertEquals("ok", get(HttpClient.newHttpClient()).get().body());
    }

    @RepeatedTest(3)
    void sharedHttpClient() throws Exception {
        assertEquals("ok", get(client).thenApplyAsync(answer -> answer).get().body());
    }

    @Test
    void urlConnection() throws Exception {
        try (java.io.InputStream in = uri().toURL().openStream()) {
            assertEquals("ok", new String(in.readAllBytes()));
        }
    }

    @Test
    void commonPool() {
        assertEquals(
                2,
                CompletableFuture.supplyAsync(() -> 1)
                        .thenApplyAsync(x -> x + 1)
                        .join());
    }

    @RepeatedTest(3)
    void parallelStream() {
        assertEquals(49995000, IntStream.range(0, 10000).parallel().sum());
    }

    @Test
    void timeOuts() {
        CompletableFuture<String> answered = new CompletableFuture<String>().orTimeout(1, TimeUnit.HOURS);
        answered.complete("in time");
        Background.hold(new CompletableFuture<String>().orTimeout(1, TimeUnit.HOURS));
        Background.hold(new CompletableFuture<String>().completeOnTimeout("", 1, TimeUnit.HOURS));
        CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS))
                .join();
    }

    @Test
    void lazyPoolOfClass() throws Exception {
        Lazily.POOL.submit(() -> {}).get();
    }

    @Test
    void newWorkersOfSharedPool() throws Exception {
        for (int i = 0; i < 5; i++) {
            Background.SHARED
                    .submit(() -> Background.SHARED.submit(() -> {}).get())
                    .get();
        }
    }

    @Test
    void childProcess() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        assertEquals(0, new ProcessBuilder(java, "-version").start().waitFor());
    }

    @Test
    void asynchronousChannels() throws Exception {
        try (AsynchronousServerSocketChannel listening =
                        AsynchronousServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
                AsynchronousSocketChannel there = AsynchronousSocketChannel.open()) {
            var accepted = listening.accept();
            there.connect(listening.getLocalAddress()).get();
            try (AsynchronousSocketChannel here = accepted.get()) {
                there.write(ByteBuffer.wrap(new byte[1])).get();
                assertEquals(1, here.read(ByteBuffer.allocate(1)).get());
            }
        }
    }

    @Test
    @SuppressWarnings("unchecked")
    void mocks() {
        Supplier<String> mock = mock(Supplier.class);
        when(mock.get()).thenReturn("mocked");
        assertEquals("mocked", mock.get());
        try (var dates = mockStatic(LocalDate.class)) {
            dates.when(LocalDate::now).thenReturn(LocalDate.EPOCH);
            assertEquals(LocalDate.EPOCH, LocalDate.now());
        }
    }

    @Test
    void flightRecorder() throws Exception {
        Path file = Files.createTempFile("innocents", ".jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ThreadStart");
            recording.start();
            recording.stop();
            recording.dump(file);
        } finally {
            Files.delete(file);
        }
        try (RecordingStream stream = new RecordingStream()) {
            stream.startAsync();
        }
    }

    @Test
    void helperThreadsOfContainers() {
        ThreadGroup group = new ThreadGroup("testcontainers");
        for (String name :
                List.of("testcontainers-ryuk", "testcontainers-wait-0", "ducttape-0", "docker-java-stream-1")) {
            Thread helper = new Thread(group, Background::waitForEver, name);
            helper.setDaemon(true);
            helper.start();
        }
    }

    private static URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private static CompletableFuture<HttpResponse<String>> get(HttpClient through) {
        return through.sendAsync(HttpRequest.newBuilder(uri()).build(), HttpResponse.BodyHandlers.ofString());
    }
}

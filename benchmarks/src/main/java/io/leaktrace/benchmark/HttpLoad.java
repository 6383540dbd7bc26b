/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks a server the same over and over, on a few connections at once, with as little work of its own as possible. */
final class HttpLoad implements AutoCloseable {
    private static final int CONNECTIONS = 4;
    private static final byte[] REQUEST =
            "GET /orders HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String LENGTH = "content-length:";

    private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    private final List<Socket> sockets = new ArrayList<>();

    HttpLoad(int port) throws IOException {
        for (int i = 0; i < CONNECTIONS; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            sockets.add(socket);
        }
    }

    /** Requests answered per second, over so long a time. */
    double perSecond(long millis) throws Exception {
        long start = System.nanoTime();
        long end = start + millis * 1_000_000;
        List<Callable<Long>> clients = new ArrayList<>();
        for (Socket socket : sockets) {
            clients.add(() -> askUntil(end, socket));
        }
        long answered = 0;
        for (Future<Long> client : threads.invokeAll(clients)) {
            answered += client.get();
        }
        return answered * 1e9 / (System.nanoTime() - start);
    }

    private static long askUntil(long end, Socket socket) throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream(), 4096);
        long answered = 0;
        while (System.nanoTime() < end) {
            socket.getOutputStream().write(REQUEST);
            readAnswer(in);
            answered++;
        }
        return answered;
    }

    private static void readAnswer(InputStream in) throws IOException {
        int length = -1;
        String line = line(in);
        if (!line.startsWith("HTTP/1.1 200")) {
            throw new IOException("answered with " + line);
        }
        while (!line.isEmpty()) {
            line = line(in);
            if (line.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
                length = Integer.parseInt(line.substring(LENGTH.length()).trim());
            }
        }
        in.skipNBytes(length);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the server hung up");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}

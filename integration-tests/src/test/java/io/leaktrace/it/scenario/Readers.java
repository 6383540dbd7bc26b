/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Tasks that read from peers which say nothing: some wait for whatever comes next, as handlers of connections do and
 * readers of protocols, and some for an answer that will never come. The second argument says in what.
 */
public final class Readers {
    private static final List<Socket> OPEN = new ArrayList<>();
    private static final BlockingQueue<String> JOBS = new LinkedBlockingQueue<>(List.of("job"));

    private static ServerSocket peers;

    public static void main(String[] arguments) throws Throwable {
        peers = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        ExecutorService executor = arguments[1].equals("virtual")
                ? (ExecutorService) Virtual.EXECUTOR.invoke()
                : Executors.newCachedThreadPool();
        switch (arguments[0]) {
            case "leaks" -> {
                Socket once = peer();
                executor.submit(() -> ask(once)); // LEAK: asks
                Socket polled = peer();
                executor.submit(() -> poll(polled)); // LEAK: polls
                Socket downloaded = peer();
                executor.submit(() -> download(downloaded)); // LEAK: downloads
                Socket worked = peer();
                executor.submit(() -> work(worked)); // LEAK: works
                Program.run();
            }
            case "innocents" -> {
                Socket echoed = peer();
                executor.submit(() -> echo(echoed));
                Socket decoded = peer();
                executor.submit(() -> new Protocol(decoded).run());
                Program.rest();
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    /** A connection to somebody who says nothing. */
    private static Socket peer() throws IOException {
        Socket socket = new Socket(peers.getInetAddress(), peers.getLocalPort());
        OPEN.add(socket);
        OPEN.add(peers.accept());
        return socket;
    }

    // --- innocents

    /** Answers each line. */
    private static Void echo(Socket socket) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        OutputStream out = socket.getOutputStream();
        String line;
        while ((line = in.readLine()) != null) {
            out.write(line.getBytes(StandardCharsets.UTF_8));
        }
        return null;
    }

    /** Reads what is made of what is made of bytes, and so on. */
    private static final class Protocol {
        private final Socket socket;
        private volatile boolean stopped;

        Protocol(Socket socket) {
            this.socket = socket;
        }

        Void run() throws IOException {
            return serve(new DataInputStream(new Counted(socket.getInputStream())));
        }

        private Void serve(DataInputStream in) throws IOException {
            while (!stopped) {
                byte[] command = readCommand(in);
                stopped = command.length == 0;
            }
            return null;
        }

        private byte[] readCommand(DataInputStream in) throws IOException {
            return readFrame(in);
        }

        private byte[] readFrame(DataInputStream in) throws IOException {
            byte[] frame = new byte[readHeader(in)];
            in.readFully(frame);
            return frame;
        }

        private int readHeader(DataInputStream in) throws IOException {
            return readLength(in);
        }

        private int readLength(DataInputStream in) throws IOException {
            return in.readInt();
        }
    }

    /** A stream of the host's own, below the JDK's. */
    private static final class Counted extends InputStream {
        private final InputStream in;
        private long count;

        Counted(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            int read = in.read();
            count += read < 0 ? 0 : 1;
            return read;
        }
    }

    // --- leaks

    private static int ask(Socket socket) throws IOException {
        socket.getOutputStream().write('?');
        return socket.getInputStream().read();
    }

    /** Asks again and again. */
    private static Void poll(Socket socket) throws IOException {
        while (true) {
            if (ask(socket) < 0) {
                return null;
            }
        }
    }

    /** Asks for all there is, and takes it as it comes. */
    private static Void download(Socket socket) throws IOException {
        socket.getOutputStream().write("all".getBytes(StandardCharsets.UTF_8));
        copy(socket.getInputStream(), OutputStream.nullOutputStream());
        return null;
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[100];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
        }
    }

    /** A worker of jobs, which asks somebody for each. */
    private static Void work(Socket socket) throws Exception {
        while (true) {
            String job = JOBS.take();
            if (read(socket) < 0) {
                JOBS.add(job);
            }
        }
    }

    private static int read(Socket socket) throws IOException {
        return socket.getInputStream().read();
    }

    private Readers() {}
}

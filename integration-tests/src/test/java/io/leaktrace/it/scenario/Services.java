/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.WatchService;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** A healthy program at rest: loops that wait for work, some of which have never had any. */
public final class Services {
    /** One round of a loop. */
    private interface Round {
        void run() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        ServerSocket server = new ServerSocket(0, 50, loopback);
        loop("acceptor", () -> server.accept().close());

        ServerSocketChannel channel = ServerSocketChannel.open().bind(new InetSocketAddress(loopback, 0));
        loop("channel acceptor", () -> channel.accept().close());

        Selector selector = Selector.open();
        loop("selector", selector::select);

        WatchService watch = FileSystems.getDefault().newWatchService();
        loop("watcher", watch::take);

        BlockingQueue<String> fed = new LinkedBlockingQueue<>();
        loop("fed consumer", fed::take);
        for (int i = 0; i < 3; i++) {
            fed.put("food");
            while (!fed.isEmpty()) {
                Thread.sleep(1);
            }
        }
        BlockingQueue<String> hungry = new LinkedBlockingQueue<>();
        loop("hungry consumer", hungry::take);
        loop("delays", new DelayQueue<Delayed>()::take);

        HttpServer http = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        http.setExecutor(Executors.newFixedThreadPool(2));
        http.start();
        Program.rest();
    }

    private static void loop(String name, Round round) {
        new Thread(name) {
            @Override
            public void run() {
                try {
                    for (; ; ) {
                        round.run();
                    }
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        }.start();
    }

    private Services() {}
}

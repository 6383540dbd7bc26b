/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.real;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.leaktrace.it.scenario.Program;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import org.apache.kafka.clients.producer.KafkaProducer;

/** What should be made once is made for each request, and never closed. Requests come until there are forty of each. */
public final class PerRequest {
    private static final int REQUESTS = 40;

    private final List<Object> sessions = new ArrayList<>();
    private final int httpPort;
    private final int grpcPort;
    private final int deadPort;
    private final MockWebServer mock;

    private PerRequest() throws Exception {
        httpPort = JdkHttp.server();
        grpcPort = Grpc.server().getPort();
        deadPort = KafkaBroker.freePort();
        mock = OkHttpCalls.server();
    }

    public static void main(String[] arguments) throws Exception {
        Setup.logging();
        PerRequest shop = new PerRequest();
        ScheduledExecutorService requests = Executors.newSingleThreadScheduledExecutor();
        requests.scheduleAtFixedRate(shop::request, 0, 150, TimeUnit.MILLISECONDS);
        Program.run();
    }

    private void request() {
        if (sessions.size() == 4 * REQUESTS) {
            return;
        }
        try {
            httpClient();
            grpcChannel();
            kafkaProducer();
            executor();
            timer();
            okHttp();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void httpClient() throws Exception {
        HttpClient client = HttpClient.newHttpClient(); // LEAK: http-client
        JdkHttp.ask(client, httpPort);
        sessions.add(client);
    }

    private void grpcChannel() {
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", grpcPort)
                .usePlaintext()
                .executor(Executors.newCachedThreadPool()) // LEAK: grpc-channel
                .build();
        Grpc.ask(channel);
        sessions.add(channel);
    }

    private void kafkaProducer() {
        KafkaProducer<String, String> producer = KafkaBroker.producer(deadPort); // LEAK: kafka-producer
        sessions.add(producer);
    }

    private void executor() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(2); // LEAK: executor
        Setup.fine(executor.submit(() -> "fine").get());
    }

    private void timer() {
        Timer timer = new Timer("session"); // LEAK: timer
        timer.schedule(new Expiry(), TimeUnit.HOURS.toMillis(1));
    }

    private void okHttp() throws Exception {
        OkHttpClient client = new OkHttpClient();
        OkHttpCalls.askLater(client, mock).get(); // LEAK: okhttp
        sessions.add(client);
    }

    private static final class Expiry extends TimerTask {
        @Override
        public void run() {
            cancel();
        }
    }
}

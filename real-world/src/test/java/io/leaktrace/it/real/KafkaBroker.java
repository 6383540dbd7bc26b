/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.real;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A Kafka broker that is its own controller, a producer, and a consumer that polls for ever; main waits for the broker's end. */
public final class KafkaBroker {
    private static final String TOPIC = "orders";
    private static final int RECORDS = 400;

    public static void main(String[] arguments) throws Exception {
        Setup.logging();
        int port = freePort();
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(format(port, freePort())), Time.SYSTEM);
        server.startup();
        KafkaProducer<String, String> producer = producer(port);
        Consumer consumer = new Consumer(port);
        new Thread(consumer, "orders-consumer").start();
        for (int i = 0; i < RECORDS; i++) {
            producer.send(new ProducerRecord<>(TOPIC, "order " + i)).get();
        }
        while (consumer.count < RECORDS) {
            Thread.onSpinWait();
        }
        Setup.restAside();
        server.awaitShutdown();
    }

    static KafkaProducer<String, String> producer(int port) {
        Map<String, Object> settings = Map.of("bootstrap.servers", "127.0.0.1:" + port);
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Properties format(int port, int controllerPort) throws Exception {
        Path directory = Files.createTempDirectory("kafka");
        new Formatter()
                .setPrintStream(new PrintStream(new ByteArrayOutputStream()))
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .addDirectory(directory.toString())
                .setMetadataLogDirectory(directory.toString())
                .setControllerListenerName("CONTROLLER")
                .run();
        Properties settings = new Properties();
        settings.putAll(Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controllerPort),
                Map.entry("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("log.dirs", directory.toString()),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("log.cleaner.dedupe.buffer.size", "16777216"),
                Map.entry("group.initial.rebalance.delay.ms", "0")));
        return settings;
    }

    private static final class Consumer implements Runnable {
        private final KafkaConsumer<String, String> consumer;
        private volatile int count;

        Consumer(int port) {
            Map<String, Object> settings = Map.of(
                    "bootstrap.servers", "127.0.0.1:" + port, "group.id", "shop", "auto.offset.reset", "earliest");
            consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
        }

        @Override
        public void run() {
            consumer.subscribe(List.of(TOPIC));
            for (; ; ) {
                count += consumer.poll(Duration.ofDays(1)).count();
            }
        }
    }

    private KafkaBroker() {}
}

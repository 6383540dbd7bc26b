/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.real;

import io.leaktrace.it.scenario.Program;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A producer and an administrator of a Kafka that is not there. (A consumer's poll looks the same with and without a broker.) */
public final class DeadBroker {
    public static void main(String[] arguments) throws Exception {
        Setup.logging();
        int port = KafkaBroker.freePort();
        KafkaProducer<String, String> producer = KafkaBroker.producer(port);
        Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + port));
        ExecutorService requests = Executors.newCachedThreadPool();
        Callable<?> send =
                () -> producer.send(new ProducerRecord<>("orders", "order")).get();
        requests.submit(send); // LEAK: send
        requests.submit(() -> admin.listTopics().names().get()); // LEAK: list
        Program.run();
    }

    private DeadBroker() {}
}

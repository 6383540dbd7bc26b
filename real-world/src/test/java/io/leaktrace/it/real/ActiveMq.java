/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.real;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.concurrent.CountDownLatch;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.broker.BrokerService;

/** An ActiveMQ broker, a producer, a listener and a consumer that receives for ever; main waits for the broker's end. */
public final class ActiveMq {
    private static final int MESSAGES = 400;

    public static void main(String[] arguments) throws Exception {
        Setup.logging();
        BrokerService broker = new BrokerService();
        broker.setPersistent(false);
        broker.setUseJmx(false);
        broker.setUseShutdownHook(false);
        String address = broker.addConnector("tcp://127.0.0.1:0").getPublishableConnectString();
        broker.start();
        Connection connection = new ActiveMQConnectionFactory(
                        broker.getTransportConnectors().get(0).getConnectUri())
                .createConnection();
        connection.start();
        CountDownLatch received = new CountDownLatch(2 * MESSAGES);
        listen(connection, received);
        MessageConsumer consumer = consumer(connection, "received");
        new Thread(() -> receive(consumer, received), "orders-receiver").start();
        send(connection);
        received.await();
        System.out.println("broker at " + address);
        Setup.restAside();
        broker.waitUntilStopped();
    }

    private static void send(Connection connection) throws JMSException {
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        MessageProducer listened = session.createProducer(session.createQueue("listened"));
        MessageProducer received = session.createProducer(session.createQueue("received"));
        for (int i = 0; i < MESSAGES; i++) {
            listened.send(session.createTextMessage("order " + i));
            received.send(session.createTextMessage("order " + i));
        }
    }

    private static void listen(Connection connection, CountDownLatch received) throws JMSException {
        consumer(connection, "listened").setMessageListener(message -> received.countDown());
    }

    private static MessageConsumer consumer(Connection connection, String name) throws JMSException {
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        Queue queue = session.createQueue(name);
        return session.createConsumer(queue);
    }

    private static void receive(MessageConsumer consumer, CountDownLatch received) {
        try {
            while (consumer.receive() != null) {
                received.countDown();
            }
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private ActiveMq() {}
}

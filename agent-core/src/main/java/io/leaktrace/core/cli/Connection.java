/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.cli;

import java.io.IOException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** A JMX connection to a target, whose failures are lines for the user. */
final class Connection implements AutoCloseable {
    private static final int CONNECT_SECONDS = 10;

    /** Something to do with the MBean server of the target. */
    interface Request<T> {
        T send(MBeanServerConnection server) throws IOException, JMException;
    }

    private final Target target;
    private final JMXConnector connector;

    private Connection(Target target, JMXConnector connector) {
        this.target = target;
        this.connector = connector;
    }

    static Connection open(Target target) throws CommandFailure {
        return new Connection(target, connect(target, address(target)));
    }

    /** Sends one request; what the MBean itself throws becomes a failure with its message. */
    <T> T ask(Request<T> request) throws CommandFailure {
        try {
            return request.send(connector.getMBeanServerConnection());
        } catch (IOException e) {
            throw CommandFailure.gone(target.toString());
        } catch (JMException | RuntimeException e) {
            throw CommandFailure.error(message(e));
        }
    }

    @Override
    public void close() {
        // closing waits for a dead peer; the process ends soon and takes the connection with it
        Thread closer = new Thread(this::closeQuietly, "leaktrace-close");
        closer.setDaemon(true);
        closer.start();
        try {
            closer.join(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The innermost message that says something. */
    static String message(Throwable failure) {
        String message = null;
        for (Throwable t = failure; t != null; t = t.getCause()) {
            message = t.getMessage() == null ? message : t.getMessage();
        }
        return message == null ? failure.toString() : message;
    }

    private void closeQuietly() {
        try {
            connector.close();
        } catch (IOException e) {
            // the target is gone already
        }
    }

    private static String address(Target target) throws CommandFailure {
        if (target instanceof Target.Local local) {
            try (TargetProcess process = TargetProcess.open(local.pid())) {
                return process.connectorAddress();
            }
        }
        return "service:jmx:rmi:///jndi/rmi://" + target + "/jmxrmi";
    }

    private static JMXConnector connect(Target target, String address) throws CommandFailure {
        CompletableFuture<JMXConnector> connected = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        connected.complete(JMXConnectorFactory.connect(new JMXServiceURL(address)));
                    } catch (IOException | RuntimeException e) {
                        connected.completeExceptionally(e);
                    }
                },
                "leaktrace-connect");
        thread.setDaemon(true);
        thread.start();
        try {
            return connected.get(CONNECT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (target instanceof Target.Local local && !AttachCheck.isAlive(local.pid())) {
                throw CommandFailure.gone(target.toString());
            }
            throw CommandFailure.error("cannot connect to the JMX server of " + target + ": " + reason(e.getCause()));
        } catch (TimeoutException e) {
            throw CommandFailure.error(
                    "no answer from the JMX server of " + target + " within " + CONNECT_SECONDS + "s");
        } catch (InterruptedException e) {
            throw CommandFailure.error("interrupted");
        }
    }

    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String message = root.getMessage() == null ? root.toString() : root.getMessage();
        if (root instanceof UnknownHostException) {
            return "there is no host " + message;
        }
        return root instanceof SecurityException ? message + " (it wants a user and password)" : message;
    }
}

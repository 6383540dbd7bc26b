/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** What all scenarios share: how they get stuck, and how the test tells them to end. */
public final class Program {
    private static final StringBuilder INPUT = new StringBuilder();

    /** Never returns. */
    public static void stuck() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Never returns, and would have a result. */
    public static String stuckCall() {
        stuck();
        return "";
    }

    /** Makes progress until told to end: waits on and on, but never for long. */
    public static void busy() {
        CountDownLatch never = new CountDownLatch(1);
        try {
            while (!never.await(50, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                Thread.yield();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says that all is set up, waits to be told, and ends. */
    public static void run() throws Exception {
        System.out.println("ready");
        while (!"stop".equals(nextLine())) {
            Thread.yield();
        }
        end();
    }

    /** Starts the one thread that must be reported in innocent programs, then goes on like {@link #run()}. */
    public static void rest() throws Exception {
        Thread canary = new Thread(Program::stuck, "canary");
        canary.setDaemon(true);
        canary.start(); // LEAK: canary
        run();
    }

    /** The next line of stdin; looks for it now and then, so that the waiting main thread is no finding. */
    public static String nextLine() throws IOException, InterruptedException {
        InputStream in = System.in;
        for (; ; ) {
            while (in.available() > 0) {
                int c = in.read();
                if (c == '\n') {
                    String line = INPUT.toString();
                    INPUT.setLength(0);
                    return line;
                }
                INPUT.append(new String(new byte[] {(byte) c}, StandardCharsets.US_ASCII));
            }
            Thread.sleep(20);
        }
    }

    /** Ends the program with its own exit code, after saying how often the agent failed inside a probe. */
    public static void end() throws JMException {
        Object failures = attribute("SuppressedFailures");
        if (failures != null) {
            System.out.println("suppressed failures: " + failures);
        }
        System.exit(7);
    }

    /** An attribute of the agent's MBean, or null without one. */
    public static Object attribute(String name) throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();

        ObjectName bean = new ObjectName("io.leaktrace:type=LeakTrace");
        return server.isRegistered(bean) ? server.getAttribute(bean, name) : null;
    }

    /** What a dump says, filtered as the MBean is asked to. */
    public static String dump(String filter) throws JMException {
        return (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(new ObjectName("io.leaktrace:type=LeakTrace"), "dump", new Object[] {filter}, new String[] {
                    String.class.getName()
                });
    }

    private Program() {}
}

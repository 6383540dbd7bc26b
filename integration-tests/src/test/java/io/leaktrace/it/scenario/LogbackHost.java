/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A host that logs through its own Logback with its own logback.xml. */
public final class LogbackHost {
    public static void main(String[] arguments) throws Exception {
        Logger logger = LoggerFactory.getLogger(LogbackHost.class);
        logger.info("host speaks");
        Thread stuck = new Thread(Program::stuck, "stuck");
        stuck.start(); // LEAK: stuck
        System.out.println("ready");
        while (!"stop".equals(Program.nextLine())) {
            logger.info("host goes on");
        }
        logger.info(
                "host ends; provider {}",
                LoggerFactory.getILoggerFactory().getClass().getName());
        Program.end();
    }

    private LogbackHost() {}
}

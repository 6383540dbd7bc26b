/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.junit;

import org.testng.IExecutionListener;

/** Attaches before TestNG runs the first test, so that {@link Leaks} knows all. Found by the service loader. */
public final class TestNgListener implements IExecutionListener {
    @Override
    public void onExecutionStart() {
        if (!"lazy".equals(Config.get(Config.ATTACH))) {
            try {
                Agent.require();
            } catch (IllegalStateException impossible) {
                System.err.println(impossible.getMessage()); // tests that need it fail
            }
        }
    }

    @Override
    public void onExecutionFinish() {
        Reports.finish();
    }
}

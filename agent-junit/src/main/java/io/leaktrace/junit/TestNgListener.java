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
        Agent.requireEarly();
    }

    @Override
    public void onExecutionFinish() {
        Reports.finish();
    }
}

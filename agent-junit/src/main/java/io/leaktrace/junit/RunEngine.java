/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.junit;

import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;

/**
 * Turns a run red whose tests have left something behind, if {@code leaktrace.junit.run=true}; else it has nothing to run.
 * Found by the service loader.
 */
public final class RunEngine implements TestEngine {
    static final String ID = "leaktrace-run";

    private static final class Root extends EngineDescriptor {
        private final boolean wanted;

        Root(UniqueId id, boolean wanted) {
            super(id, "LeakTrace");
            this.wanted = wanted;
        }

        /** Else a launcher may leave it out: there are no tests in it yet. */
        @Override
        public boolean mayRegisterTests() {
            return wanted;
        }
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public TestDescriptor discover(EngineDiscoveryRequest request, UniqueId id) {
        boolean wanted = request.getConfigurationParameters()
                .get(Config.RUN)
                .filter("true"::equalsIgnoreCase)
                .isPresent();
        return new Root(id, wanted);
    }

    @Override
    public void execute(ExecutionRequest request) {
        TestDescriptor root = request.getRootTestDescriptor();
        request.getEngineExecutionListener().executionStarted(root);
        if (root.mayRegisterTests()) {
            WholeRun.turn(root, request.getEngineExecutionListener());
        }
        request.getEngineExecutionListener().executionFinished(root, TestExecutionResult.successful());
    }
}

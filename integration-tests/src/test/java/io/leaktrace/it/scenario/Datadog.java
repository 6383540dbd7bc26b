/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import datadog.trace.api.CorrelationIdentifier;
import datadog.trace.api.Trace;

/** Datadog's agent: an annotated method is a span, and a task has the trace of the thread that submitted it. */
public final class Datadog implements OtherAgent {
    private static final String NO_TRACE = "0";

    @Override
    public void work(Part part) throws Throwable {
        try (Passed passed = new Passed()) {
            passed.expect(NO_TRACE, CorrelationIdentifier::getTraceId);
            traced(passed, part);
            passed.expect(NO_TRACE, CorrelationIdentifier::getTraceId);
        }
    }

    @Trace(operationName = "part")
    private static void traced(Passed passed, Part part) throws Throwable {
        String trace = CorrelationIdentifier.getTraceId();
        if (trace.equals(NO_TRACE)) {
            throw new IllegalStateException("no trace in an annotated method");
        }
        passed.expect(trace, CorrelationIdentifier::getTraceId);
        part.run();
    }
}

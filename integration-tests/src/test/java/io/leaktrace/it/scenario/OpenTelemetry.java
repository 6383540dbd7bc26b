/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.Optional;

/** OpenTelemetry's agent: a task has the context of the thread that submitted it. */
public final class OpenTelemetry implements OtherAgent {
    private static final ContextKey<String> KEY = ContextKey.named("key");

    @Override
    public void work(Part part) throws Throwable {
        try (Passed passed = new Passed()) {
            passed.expect(Optional.empty(), OpenTelemetry::value);
            Scope scope = Context.current().with(KEY, "value").makeCurrent();
            try {
                passed.expect(Optional.of("value"), OpenTelemetry::value);
                part.run();
            } finally {
                scope.close();
            }
            passed.expect(Optional.empty(), OpenTelemetry::value);
        }
    }

    private static Optional<String> value() {
        return Optional.ofNullable(Context.current().get(KEY));
    }
}

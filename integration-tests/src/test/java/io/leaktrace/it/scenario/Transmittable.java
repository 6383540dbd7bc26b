/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import com.alibaba.ttl.TransmittableThreadLocal;
import java.util.Optional;

/** TTL's agent: a task has the thread-local values of the thread that submitted it, though nobody wraps it. */
public final class Transmittable implements OtherAgent {
    private static final TransmittableThreadLocal<String> LOCAL = new TransmittableThreadLocal<>();

    @Override
    public void work(Part part) throws Throwable {
        try (Passed passed = new Passed()) {
            passed.expect(Optional.empty(), Transmittable::value);
            LOCAL.set("value");
            passed.expect(Optional.of("value"), Transmittable::value);
            part.run();
            LOCAL.remove();
            passed.expect(Optional.empty(), Transmittable::value);
        }
    }

    private static Optional<String> value() {
        return Optional.ofNullable(LOCAL.get());
    }
}

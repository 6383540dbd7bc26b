/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Scope;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose tasks are asked for.
 *
 * @param scope those of this scope; null for those of all scopes that were not asked about on their own
 * @param outside without a scope, which of those that came out of none are meant too
 * @param except entries to leave out, by identity
 */
public record ScopeQuestion(@Nullable Scope scope, Outside outside, Set<?> except) {
    /** Tasks that came out of no scope. */
    public enum Outside {
        /** None of them. */
        NONE,
        /** Those that LeakTrace saw being created. */
        YOUNGER,
        /** Also threads that were there when it came, but for the one that asks. */
        ALL
    }
}

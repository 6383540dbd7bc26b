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
 * @param isOutsideMeant without a scope, whether also those that came out of none; not what is older than LeakTrace
 * @param except entries to leave out, by identity
 */
public record ScopeQuestion(@Nullable Scope scope, boolean isOutsideMeant, Set<?> except) {}

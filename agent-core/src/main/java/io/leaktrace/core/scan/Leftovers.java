/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.core.model.Snapshot;

/**
 * What a scope has left behind.
 *
 * @param snapshot those alive
 * @param isSettled whether these are all: nothing was created or ended meanwhile, and nothing was on its way from one place
 * to another
 */
public record Leftovers(Snapshot snapshot, boolean isSettled) {}

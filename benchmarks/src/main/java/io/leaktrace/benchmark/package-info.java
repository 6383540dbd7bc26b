/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Runs every question under every agent in turn, and prints one table. */
@NullMarked
package io.leaktrace.benchmark;

import org.jspecify.annotations.NullMarked;

/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** An agent as a straightforward developer would write it in an afternoon: the yardstick for what capturing may not cost. */
@NullMarked
package io.leaktrace.benchmark.naive;

import org.jspecify.annotations.NullMarked;

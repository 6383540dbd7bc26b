/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Programs that are run in a JVM of their own; none knows of an agent. They print lines of a name and a number. */
@NullMarked
package io.leaktrace.benchmark.program;

import org.jspecify.annotations.NullMarked;

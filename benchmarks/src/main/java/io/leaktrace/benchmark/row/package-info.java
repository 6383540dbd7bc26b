/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What is measured with JMH: one class per question, which knows of no agent. */
@NullMarked
package io.leaktrace.benchmark.row;

import org.jspecify.annotations.NullMarked;

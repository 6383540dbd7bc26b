/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
@NullMarked
package io.leaktrace.core.cli;

import org.jspecify.annotations.NullMarked;

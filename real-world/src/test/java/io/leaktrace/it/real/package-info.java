/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
@NullMarked
package io.leaktrace.it.real;

import org.jspecify.annotations.NullMarked;

/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
@NullMarked
package io.leaktrace.core.model;

import org.jspecify.annotations.NullMarked;

/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
@NullMarked
package io.leaktrace.core.report.format;

import org.jspecify.annotations.NullMarked;

/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
@NullMarked
package demo;

import org.jspecify.annotations.NullMarked;

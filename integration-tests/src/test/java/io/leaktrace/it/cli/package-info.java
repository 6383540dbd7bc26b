/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Programs that the tests of the command line and of the options look at. */
@NullMarked
package io.leaktrace.it.cli;

import org.jspecify.annotations.NullMarked;

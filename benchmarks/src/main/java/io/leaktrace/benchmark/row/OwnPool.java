/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark.row;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A pool of one thread for each thread of a benchmark. */
@State(Scope.Thread)
public class OwnPool extends OneThreadPool {}

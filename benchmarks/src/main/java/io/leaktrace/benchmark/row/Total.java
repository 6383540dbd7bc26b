/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark.row;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Where results go, so that nobody computes them for nothing. */
@State(Scope.Thread)
public class Total {
    private long total;

    void add(long result) {
        total += result;
    }

    /** All results so far. */
    public long total() {
        return total;
    }
}

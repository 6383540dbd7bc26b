/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark;

import java.util.List;
import java.util.function.Consumer;

/** Something that can be measured under every agent, and fills one row or more. */
interface Question {
    List<Row> rows();

    /** The first Java version it makes sense for. */
    default int oldestJdk() {
        return 17;
    }

    /** How many rounds in place of as many as usual. */
    default int rounds(int usual) {
        return usual;
    }

    /** Measures all columns of the plan once, one after another or all at the same time. */
    void ask(Plan plan, int round, Consumer<Sample> answers) throws Exception;
}

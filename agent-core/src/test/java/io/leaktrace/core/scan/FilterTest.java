/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import static io.leaktrace.core.report.TaskFixture.jdk;
import static io.leaktrace.core.report.TaskFixture.order;
import static io.leaktrace.core.report.TaskFixture.own;
import static io.leaktrace.core.report.TaskFixture.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.leaktrace.bootstrap.Bridge;
import io.leaktrace.bootstrap.Task;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.option.OptionParser;
import io.leaktrace.core.report.TaskFixture;
import java.lang.ref.Reference;
import org.junit.jupiter.api.Test;

final class FilterTest {
    private static final String MINE = "include=com.acme";

    private final Thread object = new Thread();
    private final Thread ownObject = new Own();

    @Test
    void looksAtTheOriginAndAtTheClassOfTheTask() throws Exception {
        assertThat(accepts(MINE, object, order(1).made())).isTrue();
        assertThat(accepts(MINE, object, order(1).representative(9).made())).isTrue();
        assertThat(accepts("include=org.other", object, order(1).made())).isFalse();
        assertThat(accepts("include=io.leaktrace", ownObject, order(1).made())).isTrue();
        assertThat(accepts("exclude=com.acme", object, order(1).made())).isFalse();
        assertThat(accepts(MINE, object, order(1).before().made())).isFalse();
    }

    @Test
    void asksTheCurrentStackIfTheOriginWasNotCaptured() throws Exception {
        Tracked mine = unknown().at(own("com.acme.Orders", "load", 52)).made();
        Tracked others = unknown().at(own("org.other.Jobs", "run", 1)).made();

        assertThat(accepts(MINE, object, mine)).isTrue();
        assertThat(accepts(MINE, object, others)).isFalse();
        assertThat(accepts("exclude=com.acme", object, mine)).isFalse();
        assertThat(accepts("exclude=com.acme", object, others)).isTrue();
    }

    @Test
    void leavesNothingOutOnlyBecauseItsOriginWasNotCaptured() throws Exception {
        Tracked waiting =
                unknown().at(jdk("java.lang.Object", "wait", null, -2)).made();

        assertThat(accepts(MINE, object, unknown().made())).isTrue();
        assertThat(accepts(MINE, object, waiting)).isTrue();
        assertThat(accepts(MINE, ownObject, unknown().made()))
                .as("of a class of its own")
                .isFalse();
    }

    private static TaskFixture unknown() {
        return task(1).createdBy(7, "x", 1).notCaptured();
    }

    private static boolean accepts(String options, Thread object, Tracked row) throws Exception {
        Task task = Bridge.adopt(object);
        boolean accepted = new Filter(OptionParser.parse(options, key -> null)).accepts(task, row);
        Reference.reachabilityFence(object);
        return accepted;
    }

    private static final class Own extends Thread {}
}

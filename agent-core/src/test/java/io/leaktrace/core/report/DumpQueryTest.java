/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report;

import static io.leaktrace.core.report.TaskFixture.order;
import static io.leaktrace.core.report.TaskFixture.own;
import static io.leaktrace.core.report.TaskFixture.snapshot;
import static io.leaktrace.core.report.TaskFixture.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.leaktrace.bootstrap.Kind;
import io.leaktrace.core.model.Snapshot;
import io.leaktrace.core.model.State;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.option.OptionException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DumpQueryTest {
    private final Snapshot snapshot = snapshot(
            order(1).pool("imports").age(500_000).blocked(90_000).made(),
            order(2).pool("imports").name("my worker").made(),
            task(3).kind(Kind.THREAD)
                    .name("main")
                    .state(State.IDLE, "LinkedBlockingQueue.take")
                    .label("size", "3")
                    .made(),
            task(4).state(State.QUEUED, null)
                    .pool("mails")
                    .blocked(3_000)
                    .age(3_000)
                    .made());

    @Test
    void showsEverythingWithoutAFilter() throws Exception {
        assertThat(shown("")).containsExactly(1L, 2L, 4L, 3L);
        assertThat(DumpQuery.parse(null).run(snapshot))
                .isEqualTo(DumpQuery.parse(" ").run(snapshot));
        assertThat(DumpQuery.parse("").run(snapshot)).doesNotContain("filter", "left out");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "with=created:com.acme.* | 1,2",
                "with=frame:*.Orders.load | 1,2",
                "with=created:com.acme.* without=name:my* | 1",
                "with=\"name:my worker\" | 2",
                "with=name:\"my worker\" | 2",
                "with=state:queued | 4",
                "with=wait:*.take | 3",
                "with=kind:thread | 3",
                "with=label:size=* | 3",
                "with=label:size | ''",
                "with=created:com.acme.* with=name:my* | 2",
                "without=state:idle without=kind:executor-task | ''",
                "older=5m | 1",
                "blocked=2m | 2,3",
                "hide-idle=true | 1,2,4",
                "hide-idle | 1,2,4",
                "hide-idle=false | 1,2,4,3"
            })
    void showsWhatPassesTheFilter(String filter, String ids) throws Exception {
        List<Long> expected = ids.isEmpty()
                ? List.of()
                : List.of(ids.split(",")).stream().map(Long::valueOf).toList();

        assertThat(shown(filter)).containsExactlyElementsOf(expected);
    }

    @Test
    void takesWhatABackslashProtectsInQuotesLiterally() throws Exception {
        Snapshot odd = snapshot(
                task(1).name("say \"hi\" \\o/").made(), task(2).name("other").made());

        assertThat(DumpQuery.parse("with=\"name:say \\\"hi\\\" \\\\o/\"").run(odd))
                .contains("1 of them passed the filter\n\ntask 1 ");
    }

    @Test
    void saysHowManyTasksPassedTheFilterAndWereLeftOut() throws Exception {
        assertThat(DumpQuery.parse("hide-idle limit=1").run(snapshot))
                .startsWith("leaktrace dump at 2026-11-20T10:15:00Z: 4 tasks (2 waiting, 1 queued, 1 idle)"
                        + "\n3 of them passed the filter\n\ntask 1 ")
                .endsWith("\n\nleft out by the limit: 1 block with 1 task");
    }

    @Test
    void leavesTheSameOutInTextAndJson() throws Exception {
        assertThat(json("limit=1").get("omitted").getAsInt()).isEqualTo(2);
        assertThat(json("limit=1").getAsJsonArray("tasks")).hasSize(2);
        assertThat(DumpQuery.parse("limit=1").run(snapshot)).endsWith("left out by the limit: 2 blocks with 2 tasks");
    }

    @Test
    void sortsTasksIntoGroupsWithSamples() throws Exception {
        String text = DumpQuery.parse("group=pool").run(snapshot);

        assertThat(text.lines().filter(line -> line.startsWith("pool ")))
                .containsExactly("pool imports ×2, 1m30s~2m05s:", "pool (none) ×1, 2m05s:", "pool mails ×1, 3s:");
        assertThat(text.lines().filter(line -> line.startsWith("task "))).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "site | site executor-task com.acme.Orders.importAll(Orders.java:40) ×2, 1m30s~2m05s:",
                "stack | stack com.acme.Orders.load(Orders.java:52) ×2, 1m30s~2m05s:",
                "wait | wait CountDownLatch.await ×2, 1m30s~2m05s:",
                "state | state waiting ×2, 1m30s~2m05s:",
                "kind | kind executor-task ×3, 3s~2m05s:",
                "pool | pool imports ×2, 1m30s~2m05s:"
            })
    void namesEachGroupByWhatItHasInCommon(String by, String header) throws Exception {
        assertThat(DumpQuery.parse("group=" + by).run(snapshot)).contains("\n\n" + header + "\ntask ");
    }

    @Test
    void marksSitesThatAreKnownByTheirRepresentative() throws Exception {
        Snapshot hot = snapshot(
                order(1).made(),
                order(2).representative(4096).made(),
                order(3).representative(4096).made(),
                order(4).notCaptured().made());

        assertThat(DumpQuery.parse("group=site").run(hot))
                .contains("\nsite executor-task com.acme.Orders.importAll(Orders.java:40) ×3, 2m05s"
                        + " (2 of 3 representative of site):\ntask 1 ")
                .contains("\nsite executor-task not captured (over budget) ×1, 2m05s:\ntask 4 ");
        assertThat(DumpQuery.parse("group=state").run(hot)).contains("\nstate waiting ×4, 2m05s:\n");
        assertThat(DumpQuery.parse("group=site format=json").run(hot))
                .contains("\"count\":3,\"representative\":2,", "\"count\":1,\"representative\":0,");
    }

    @Test
    void findsNoCreatorOfAnOriginThatWasNotCaptured() throws Exception {
        Snapshot hot = snapshot(
                order(1).representative(9).made(), order(2).notCaptured().made());

        assertThat(DumpQuery.parse("with=created:*").run(hot))
                .contains("\ntask 1 ")
                .doesNotContain("\ntask 2 ");
        assertThat(DumpQuery.parse("without=created:*").run(hot))
                .contains("\ntask 2 ")
                .doesNotContain("\ntask 1 ");
    }

    @Test
    void showsFiveSamplesOfALargeGroup() throws Exception {
        Snapshot large = snapshot(LongStream.rangeClosed(1, 12)
                .mapToObj(id -> order(id).at(own("a.B", "m" + id, 1)).made())
                .toArray(Tracked[]::new));

        String text = DumpQuery.parse("group=kind").run(large);

        assertThat(text.lines().filter(line -> line.startsWith("task "))).hasSize(5);
        assertThat(text).endsWith("\nand 7 more tasks");
        JsonObject group = JsonParser.parseString(
                        DumpQuery.parse("group=kind format=json").run(large))
                .getAsJsonObject()
                .getAsJsonArray("groups")
                .get(0)
                .getAsJsonObject();
        assertThat(group.get("count").getAsInt()).isEqualTo(12);
        assertThat(group.getAsJsonArray("tasks")).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "colour=red | unknown key \"colour\"; valid: group=, with=, without=, older=, blocked=, limit=",
                "red | \"red\" is not a key=value pair; valid: group=",
                "group=thread | group: \"thread\" is not valid; use site, stack, wait, state, kind or pool",
                "with=colour:red | with: \"colour:red\" is not a condition; use <field>:<glob>, where <field> is created",
                "without=name: | without: \"name:\" is not a condition; use <field>:<glob>",
                "older=5 | older: \"5\" is not a duration; use for example 500ms, 60s, 5m or 1h",
                "limit=0 | limit: \"0\" is not a number of blocks; use 1 or more",
                "hide-idle=maybe | hide-idle: \"maybe\" is not valid; use true or false",
                "format=xml | format: \"xml\" is not valid; use json or text",
                "with=\"name:x | a double quote is not closed in: with=\"name:x"
            })
    void saysWhatIsWrongAndWhatIsValid(String filter, String message) {
        assertThatThrownBy(() -> DumpQuery.parse(filter))
                .isInstanceOf(OptionException.class)
                .hasMessageStartingWith(message);
    }

    private List<Long> shown(String filter) throws OptionException {
        return json(filter).getAsJsonArray("tasks").asList().stream()
                .map(task -> task.getAsJsonObject().get("id").getAsLong())
                .toList();
    }

    private JsonObject json(String filter) throws OptionException {
        return JsonParser.parseString(DumpQuery.parse(filter + " format=json").run(snapshot))
                .getAsJsonObject();
    }
}

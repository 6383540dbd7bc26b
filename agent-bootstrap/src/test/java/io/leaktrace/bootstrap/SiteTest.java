/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SiteTest {
    private static final int ENOUGH = 8;
    private static final int EACH_TICK = 16;
    private static final long TICK = 100_000_000;
    private static final long NOW = 1_000 * TICK;

    private final Site site = new Site(Object.class, Kind.EXECUTOR_TASK, 1, 2, 3);

    @BeforeEach
    @AfterEach
    void clear() {
        Registry.clear();
        Budgets.plenty();
    }

    @Test
    void isRepresentedOnceEnoughCapturesAgree() {
        judge(ENOUGH - 1, "here");
        assertThat(site.representative()).isNull();
        judge(1, "here");

        assertThat(site.representative()).isEqualTo("here");
    }

    @Test
    void comparesOriginsByTheirFrames() {
        for (int i = 0; i < ENOUGH; i++) {
            site.judge(captured(), new String("here"));
        }

        assertThat(site.representative()).isEqualTo("here");
    }

    @Test
    void isNeverTrustedAgainAfterADifference() {
        judge(10_000, "here");
        judge(1, "there");
        assertThat(site.representative()).isNull();
        judge(10_000, "here");
        assertThat(site.representative()).isNull();
        judge(10_000, "there");

        assertThat(site.representative()).isNull();
    }

    @Test
    void isNeverTrustedIfTheFirstTwoDiffer() {
        judge(1, "there");
        judge(10_000, "here");

        assertThat(site.representative()).isNull();
    }

    @Test
    void isContradictedByAnyTaskThatWasCaptured() {
        judge(ENOUGH, "here");
        site.contradict("here");
        assertThat(site.representative()).isEqualTo("here");
        site.contradict("there");
        assertThat(site.representative()).isNull();
        judge(ENOUGH, "here");

        assertThat(site.representative()).isNull();
    }

    @Test
    void standsForNobodyWhereTooManySitesShareIt() {
        for (int i = 0; i < ENOUGH; i++) {
            Site.UNKNOWN.judge(captured(), "here");
        }

        assertThat(Site.UNKNOWN.representative()).isNull();
    }

    /** As long as it has not been captured often enough to be judged, and later a few times in each tick. */
    @Test
    void isCapturedAlwaysAtFirstAndLaterSomeTimesInEachTick() {
        assertThat(captured(NOW, 1_000)).isEqualTo(EACH_TICK);
        for (long tick = 1; tick < 20; tick++) {
            assertThat(captured(NOW + tick * TICK, 1_000)).as("in tick " + tick).isEqualTo(EACH_TICK);
        }
    }

    @Test
    void isCapturedOnceInEachTickWhileItIsBusyAndKnown() {
        judge(ENOUGH, "here");
        for (long tick = 1; tick < 20; tick++) {
            assertThat(captured(NOW + tick * TICK, 1_000)).as("in tick " + tick).isEqualTo(tick == 1 ? EACH_TICK : 1);
            site.addUncaptured(1_000);
        }
        site.isDue(NOW + 20 * TICK);

        assertThat(captured(NOW + 21 * TICK, 5)).as("seldom used again").isEqualTo(5);
    }

    @Test
    void endsSixteenGapsInATickLikeTheOneBefore() {
        captured(NOW, 1);
        site.addUncaptured(16_000);
        captured(NOW + TICK, 1);
        int captures = 0;
        for (int told = 0; told < 16_000; told += 50) {
            site.addUncaptured(50);
            if (site.hasLargeGap()) {
                captured();
                captures++;
            }
        }

        assertThat(captures).isBetween(10, 16);
    }

    @Test
    void isCapturedWhenItIsRareWhateverIsOwed() {
        Budgets.indebted();

        for (long tick = 0; tick < 100; tick++) {
            assertThat(captured(NOW + tick * TICK, 1)).as("in tick " + tick).isOne();
        }
    }

    @Test
    void isCapturedSeldomWhileThereIsADebt() {
        captured(NOW, 1_000);
        Budgets.indebted();
        int before = 0;
        for (long tick = 1; tick <= 100; tick++) {
            before += captured(NOW + tick * TICK, 1_000);
        }
        judge(ENOUGH, "here");
        int after = 0;
        for (long tick = 101; tick <= 200; tick++) {
            after += captured(NOW + tick * TICK, 1_000);
        }

        assertThat(before).as("until it is trusted, once in each tick").isEqualTo(100);
        assertThat(after).as("then not that often, but it goes on").isBetween(5, 25);
    }

    @Test
    void speaksForWhatWasCreatedBeforeTheLastCaptureThatAgrees() {
        judge(ENOUGH, "here");
        Gap before = site.gap();
        assertThat(site.gap()).as("one for all").isSameAs(before);
        assertThat(before.representative()).as("nothing captured since").isNull();

        Capture next = captured();
        Gap after = site.gap();
        assertThat(before.representative()).as("captured, not judged").isNull();
        site.judge(next, "here");

        assertThat(before.representative()).isEqualTo("here");
        assertThat(after.representative()).isNull();
    }

    @Test
    void speaksForNoneIfTheCaptureAfterThemDiffers() {
        judge(ENOUGH, "here");
        Gap gap = site.gap();
        judge(1, "there");
        judge(1, "here");

        assertThat(gap.representative()).isNull();
    }

    /** However long it lasts, of a burst only a small part is created after the last capture. */
    @Test
    void endsGapsBeforeTheyAreLarge() {
        captured(NOW, 1_000);
        int told = 0;
        int captures = 0;
        int gap = 0;
        for (int step = 64; told < 1_000_000; told += step) {
            site.addUncaptured(step);
            gap += step;
            if (site.hasLargeGap()) {
                captured();
                captures++;
                gap = 0;
            }
            assertThat(gap).isLessThanOrEqualTo(Math.max(step, told / 8));
        }

        assertThat(captures).as("of a million").isLessThan(200);
    }

    @Test
    void isSuspectUntilThen() {
        site.suspectUntil(NOW);

        assertThat(site.isSuspect(NOW - 1)).isTrue();
        assertThat(site.isSuspect(NOW)).isFalse();
    }

    @Test
    void comparesAnewWhenStacksAreCutOffElsewhere() {
        judge(ENOUGH, "here, and further");
        site.judgeAnew();
        assertThat(site.representative()).isNull();
        judge(ENOUGH, "here");

        assertThat(site.representative()).isEqualTo("here");
    }

    @Test
    void handsOutEachSampleOnce() {
        Capture[] captures = new Capture[20];
        for (int i = 0; i < captures.length; i++) {
            captures[i] = new Capture(site);
            site.sample(captures[i]);
        }

        assertThat(Sites.toJudge()).isSameAs(site);
        assertThat(Sites.toJudge()).as("listed once").isNull();
        captures[15] = captures[19]; // the last tells most about what was created meanwhile
        assertThat(site.takeSamples()).containsExactly(Arrays.copyOf(captures, 16));
        assertThat(site.takeSamples()).isEmpty();
    }

    @Test
    void asksToBeJudgedAgainAfterItWas() {
        site.sample(new Capture(site));
        Sites.toJudge();
        site.takeSamples();
        Capture next = new Capture(site);
        site.sample(next);

        assertThat(Sites.toJudge()).isSameAs(site);
        assertThat(site.takeSamples()).containsExactly(next);
    }

    @Test
    void keepsFewerSamplesOnceItIsTrusted() {
        judge(ENOUGH, "here");
        for (int i = 0; i < 20; i++) {
            site.sample(new Capture(site));
        }

        assertThat(site.takeSamples()).hasSize(2).allMatch(Objects::nonNull);
    }

    @Test
    void isKnownByItsCaptures() {
        assertThat(Site.of(new Capture(site))).isSameAs(site);
        assertThat(Site.of(new Capture(null))).isNull();
        assertThat(Site.of(new Throwable())).isNull();
    }

    private void judge(int times, Object origin) {
        for (int i = 0; i < times; i++) {
            site.judge(captured(), origin);
        }
    }

    private Capture captured() {
        Capture capture = new Capture(site);
        site.sample(capture);
        site.takeSamples();
        return capture;
    }

    /** How many of this many tasks created at this time are captured without asking what there is to spend. */
    private int captured(long clock, int tasks) {
        int captured = 0;
        for (int i = 0; i < tasks; i++) {
            if (site.isDue(clock)) {
                captured++;
                site.sample(new Capture(site));
            }
        }
        site.takeSamples();
        return captured;
    }
}

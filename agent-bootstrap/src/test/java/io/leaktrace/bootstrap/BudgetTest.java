/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BudgetTest {
    /** Of one percent of a second, what is for capturing. */
    private static final long SHARE_OF_A_SECOND = 7_500_000;
    /** What a thread may have taken in advance. */
    private static final long HELPING = 50_000;

    private final ThreadTask self = thread();

    @BeforeEach
    void begin() {
        Budgets.restore();
        Budgets.plenty();
    }

    @AfterEach
    void restore() {
        Budgets.restore();
    }

    @Test
    void allowsAsMuchAsThereIs() {
        assertThat(spendAll()).isBetween(SHARE_OF_A_SECOND - HELPING, SHARE_OF_A_SECOND + 2 * HELPING);
        assertThat(Budget.allows(self, false)).isFalse();
    }

    @Test
    void isFilledWithTheShareOfTheTimeThatPassed() {
        spendAll();
        Budgets.pass(0.5);
        assertThat(spendAll()).isBetween(SHARE_OF_A_SECOND / 2 - HELPING, SHARE_OF_A_SECOND / 2 + 2 * HELPING);
        Budgets.pass(0.1);

        assertThat(spendAll()).isBetween(SHARE_OF_A_SECOND / 10 - HELPING, SHARE_OF_A_SECOND / 10 + 2 * HELPING);
    }

    @Test
    void savesNoMoreThanForASecond() {
        spendAll();
        for (int i = 0; i < 100; i++) {
            Budgets.pass(1);
        }

        assertThat(spendAll()).isBetween(SHARE_OF_A_SECOND - HELPING, SHARE_OF_A_SECOND + 2 * HELPING);
    }

    @Test
    void paysItsDebtsFirstAndForgivesThoseOfMoreThanASecond() {
        Budgets.overdraw(1_000L * SHARE_OF_A_SECOND);
        Budgets.pass(0);
        assertThat(Budget.isIndebted()).isTrue();
        assertThat(Budget.allowsDebt()).isFalse();
        Budgets.pass(0.4);
        assertThat(Budget.isIndebted()).isTrue();
        Budgets.pass(0.5);
        assertThat(Budget.isIndebted()).as("only a little").isFalse();
        assertThat(Budget.allowsDebt()).isTrue();
        assertThat(Budget.allows(self, false)).isFalse();
        Budgets.pass(0.3);

        assertThat(spendAll()).isPositive();
    }

    @Test
    void leavesRareSitesTheirCapturesHoweverManyGapsAreClosed() {
        spendAll();
        while (Budget.allowsDebt()) {
            Budgets.overdraw(10_000);
        }
        Budgets.overdraw(SHARE_OF_A_SECOND / 10);
        Budgets.pass(0);

        assertThat(Budget.isIndebted()).isFalse();
    }

    @Test
    void givesALargerShareWhenToldSo() {
        spendAll();
        Budget.set(1, false);
        assertThat(spendAll()).isBetween(100 * SHARE_OF_A_SECOND - HELPING, 100 * SHARE_OF_A_SECOND + 2 * HELPING);
        Budget.set(0.0001, false);

        assertThat(spendAll()).isLessThanOrEqualTo(SHARE_OF_A_SECOND / 100 + 2 * HELPING);
    }

    /** As long as there are more to capture than it is enough for, what is known already is left out. */
    @Test
    void isNotSpentOnWhatIsKnownWhileItIsExceeded() {
        Budget.capture(self, null, false);
        spendAll();
        Budget.refused(1_000_000);
        Budgets.pass(0.1);
        assertThat(Budget.allows(self, true)).isFalse();
        assertThat(spendAll()).as("the others").isPositive();
        Budget.refused(1_000_000);
        Budgets.pass(10);
        assertThat(Budget.allows(self, true)).as("though all is there again").isFalse();
        Budgets.pass(0.1);

        assertThat(Budget.allows(self, true)).as("there was nothing to capture").isTrue();
    }

    /** Or threads that live for one task would take the budget with them. */
    @Test
    void isGivenBackByThreadsThatEnd() {
        for (int i = 0; i < 1_000; i++) {
            ThreadTask brief = thread();
            assertThat(Budget.allows(brief, false)).isTrue();
            assertThat(brief.allowance).isPositive();
            Budget.settle(brief);
        }

        assertThat(spendAll()).isGreaterThan(SHARE_OF_A_SECOND - HELPING);
    }

    @Test
    void limitsNothingWhenToldSo() {
        assertThat(Budget.isUnlimited()).isFalse();
        Budget.set(0.01, true);

        assertThat(Budget.isUnlimited()).isTrue();
    }

    @Test
    void hasTenTimesAsMuchForSitesThatHaveProducedAFinding() {
        spendAllUrgent();
        Budgets.pass(0.05);
        spendAll();

        assertThat(Budget.allows(self, false)).isFalse();
        assertThat(Budget.allowsUrgent()).isTrue();
        long before = Budget.nanos();
        spendAllUrgent();
        assertThat(Budget.nanos() - before).isGreaterThan(SHARE_OF_A_SECOND / 2 - HELPING);
    }

    @Test
    void countsWhatItCaptured() {
        Capture capture = Budget.capture(self, null, false);
        Budget.capture(self, null, true);
        Budget.spentOnComparing(1_000);

        assertThat(capture.site).isNull();
        assertThat(Budget.exact()).isEqualTo(2);
        assertThat(Budget.nanos()).isGreaterThan(1_000);
    }

    /** Threads take in advance and capture beyond what they took: together no more than little more than there is. */
    @Test
    void isNotOverdrawnByManyThreads() throws Exception {
        Thread[] threads = new Thread[4];
        long[] spent = new long[threads.length];
        for (int i = 0; i < threads.length; i++) {
            int place = i;
            threads[i] = new Thread(() -> spent[place] = spendAll(thread()));
            threads[i].start();
        }
        long sum = 0;
        for (int i = 0; i < threads.length; i++) {
            threads[i].join();
            sum += spent[i];
        }

        assertThat(sum).isBetween(SHARE_OF_A_SECOND - 4 * HELPING, SHARE_OF_A_SECOND + 12 * HELPING);
    }

    private long spendAll() {
        return spendAll(self);
    }

    /** Pretends that captures of a microsecond each were made for as long as they are allowed; returns their cost. */
    private static long spendAll(ThreadTask thread) {
        long spent = 0;
        int refused = 0;
        while (refused < 100) { // when little is left, only some are allowed
            thread.created++;
            if (Budget.allows(thread, false)) {
                thread.allowance -= 1_000;
                spent += 1_000;
                refused = 0;
            } else {
                refused++;
            }
        }
        return spent;
    }

    private void spendAllUrgent() {
        while (Budget.allowsUrgent()) {
            Budget.capture(self, null, true);
        }
    }

    private static ThreadTask thread() {
        return new ThreadTask(Thread.currentThread(), false, false, null, null, null);
    }
}

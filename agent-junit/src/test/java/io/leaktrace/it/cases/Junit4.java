/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.cases;

import io.leaktrace.junit.LeakCheckRule;
import io.leaktrace.junit.Leaks;
import org.junit.Rule;
import org.junit.Test;

/** The rule for JUnit 4. */
public class Junit4 {
    @Rule
    public final LeakCheckRule leaks = new LeakCheckRule(Leaks.within("10ms"), Leaks.ignoreName("known"));

    @Test
    public void ruleIsClean() {}

    @Test
    public void ruleIgnores() {
        Thread thread = Background.daemon(Background::waitForEver);
        thread.setName("known");
        thread.start();
    }

    @Test
    public void leaksUnderRule() {
        Background.daemon(Background::waitForEver).start();
    }

    @Test(timeout = 30_000)
    public void leaksUnderRuleInTime() {
        Background.daemon(Background::waitForEver).start();
    }

    @Test
    public void failsAndLeaksUnderRule() {
        Background.daemon(Background::waitForEver).start();
        throw new IllegalStateException("its own");
    }
}

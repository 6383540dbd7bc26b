/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.cases;

import io.leaktrace.junit.LeakCheckRule;
import io.leaktrace.junit.Leaks;
import org.junit.ClassRule;
import org.junit.Test;

/** The rule of JUnit 4 around a class. */
public class Junit4Class {
    @ClassRule
    public static final LeakCheckRule LEAKS = new LeakCheckRule(Leaks.within("10ms"));

    @Test
    public void leavesItToTheClass() {
        Background.daemon(Background::waitForEver).start();
    }
}

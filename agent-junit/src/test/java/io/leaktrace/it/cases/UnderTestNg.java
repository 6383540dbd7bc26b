/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.cases;

import io.leaktrace.junit.Leaks;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.Test;

/** The check under TestNG. */
public class UnderTestNg {
    private final ThreadLocal<Leaks.Scope> scope = new ThreadLocal<>();

    @BeforeMethod
    public void begin() {
        scope.set(Leaks.start(Leaks.within("10ms")));
    }

    @AfterMethod(alwaysRun = true)
    public void end() {
        scope.get().close();
    }

    @Test
    public void cleanUnderTestNg() {}

    @Test(dependsOnMethods = "cleanUnderTestNg")
    public void leaksUnderTestNg() {
        Background.daemon(Background::waitForEver).start();
    }
}

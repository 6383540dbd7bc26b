/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.junit;

import org.junit.rules.TestRule;
import org.junit.runner.Description;
import org.junit.runners.model.Statement;

/**
 * The check for JUnit 4: {@code @Rule public LeakCheckRule leaks = new LeakCheckRule();} for each test, as {@code
 * @ClassRule} for a class. Rules that clean up belong inside of it, by a smaller {@code order} of this one.
 */
public final class LeakCheckRule implements TestRule {
    private final Leaks.Option[] options;

    /** Looks as these options say. */
    public LeakCheckRule(Leaks.Option... options) {
        this.options = options.clone();
    }

    @Override
    public Statement apply(Statement base, Description description) {
        return new Statement() {
            @Override
            public void evaluate() throws Throwable {
                Agent.require();
                Settings settings = Settings.of(options);
                settings.verify();
                String name = Names.of(description.getClassName(), description.getMethodName(), "");
                TestScope.around(name, settings, base::evaluate);
            }
        };
    }
}

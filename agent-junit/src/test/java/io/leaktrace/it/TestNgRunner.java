/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import org.testng.ITestResult;
import org.testng.TestListenerAdapter;
import org.testng.TestNG;

/** Runs a class under TestNG and prints what failed. */
final class TestNgRunner {
    public static void main(String[] args) throws Exception {
        TestListenerAdapter results = new TestListenerAdapter();
        TestNG testng = new TestNG(false);
        testng.setTestClasses(new Class<?>[] {Class.forName(args[0])});
        testng.addListener(results);
        testng.setVerbose(0);
        testng.run();
        for (ITestResult passed : results.getPassedTests()) {
            System.out.println("passed " + passed.getName());
        }
        for (ITestResult failed : results.getConfigurationFailures()) {
            System.out.println(
                    "failed " + failed.getName() + ": " + failed.getThrowable().getMessage());
        }
        System.out.println(TestRunner.DONE);
        System.exit(ForkedJvm.OWN_EXIT_CODE);
    }
}

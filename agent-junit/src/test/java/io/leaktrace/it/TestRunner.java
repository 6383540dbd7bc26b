/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import com.google.gson.Gson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the test classes of its command line through the JUnit Platform, and prints how each test ended. */
final class TestRunner implements TestExecutionListener {
    static final String MARK = "outcome ";
    static final String DONE = "all tests are done";

    /** Arguments: names of classes, and configuration parameters. */
    public static void main(String[] args) {
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
        for (String arg : args) {
            int equals = arg.indexOf('=');
            if (equals > 0) {
                request.configurationParameter(arg.substring(0, equals), arg.substring(equals + 1));
            } else {
                request.selectors(DiscoverySelectors.selectClass(arg));
            }
        }
        Launcher launcher = LauncherFactory.create();
        launcher.execute(request.build(), new TestRunner());
        System.out.println(DONE);
        System.exit(ForkedJvm.OWN_EXIT_CODE); // what tests have left behind may go on for ever
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        Throwable failure = result.getThrowable().orElse(null);
        if (!test.isTest() && failure == null) {
            return;
        }
        List<String> stack = new ArrayList<>();
        List<String> suppressed = new ArrayList<>();
        if (failure != null) {
            Arrays.stream(failure.getStackTrace()).map(String::valueOf).forEach(stack::add);
            Stream.of(failure.getSuppressed()).map(Throwable::getMessage).forEach(suppressed::add);
        }
        String message = failure == null ? "" : failure.getClass().getSimpleName() + ": " + failure.getMessage();
        String line = MARK
                + new Gson()
                        .toJson(new TestRun.Outcome(
                                name(test), result.getStatus().name(), message, stack, suppressed));
        synchronized (TestRunner.class) {
            System.out.println(line);
        }
    }

    /** {@code leaksThread()}; for invocations and dynamic tests {@code dynamic() bad}. */
    private static String name(TestIdentifier test) {
        String id = test.getUniqueId();
        String parent = id.contains("-invocation:") || id.contains("[dynamic-test:")
                ? id.replaceFirst(".*\\[test-(template|factory):([^(\\]]*).*", "$2 ")
                : "";
        return parent + test.getDisplayName().replaceFirst("\\(\\)$", "");
    }
}

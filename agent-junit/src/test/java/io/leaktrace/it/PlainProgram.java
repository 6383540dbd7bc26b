/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import io.leaktrace.junit.Leak;
import io.leaktrace.junit.LeakError;
import io.leaktrace.junit.Leaks;
import java.util.concurrent.CountDownLatch;

/** A program without a test framework. */
final class PlainProgram {
    @SuppressWarnings("try") // nothing to be done with the scope but to close it
    public static void main(String[] args) {
        start("before");
        print("first");
        start("after");
        print("second");
        try (Leaks.Scope scope = Leaks.start(Leaks.within("10ms"))) {
            start("scoped");
        } catch (LeakError error) {
            System.out.println("scope: " + error.leaks().get(0).name());
        }
        try {
            Leaks.verifyNone(Leaks.within("10ms"), Leaks.ignoreName("before", "after"));
            System.out.println("nothing more");
        } catch (LeakError error) {
            System.out.println("too much: " + error.getMessage());
        }
        System.out.println(TestRunner.DONE);
        System.exit(ForkedJvm.OWN_EXIT_CODE);
    }

    private static void print(String when) {
        for (Leak leak : Leaks.find(Leaks.within("10ms"))) {
            System.out.println(when + ": " + leak.name() + ", created in "
                    + leak.createdBy().size() + " frames");
        }
    }

    private static void start(String name) {
        Thread thread = new Thread(PlainProgram::waitForEver, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void waitForEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

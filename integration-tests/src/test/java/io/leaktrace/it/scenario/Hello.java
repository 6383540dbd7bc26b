/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

/** The smallest program, with an exit code of its own. */
public final class Hello {
    public static void main(String[] arguments) throws Exception {
        Thread thread = new Thread(() -> System.out.println("hello"));
        thread.start();
        thread.join();
        System.exit(7);
    }

    private Hello() {}
}

/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

/**
 * One row of {@link Targets}: where a piece of advice goes.
 *
 * @param hook what the row serves, as named to users
 * @param type binary name of the JDK class
 * @param methods which of its declared methods or constructors
 * @param advice the advice
 * @param since first JDK that has the method
 * @param until last JDK that has it
 */
record Target(String hook, String type, Methods methods, Advice advice, int since, int until) {
    boolean appliesTo(int jdk) {
        return since <= jdk && jdk <= until;
    }
}

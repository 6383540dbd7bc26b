/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.junit;

/** What becomes of the leaks of a test that has failed by itself. */
public enum OnFailure {
    /** They are added to its failure as a suppressed one, so that they never hide it. */
    NOTE,
    /** They are not looked for: a failed test often had no chance to clean up. */
    SKIP
}

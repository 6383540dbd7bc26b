/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.cases;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Fails without any help. */
class Red {
    @Test
    void failsByItself() {
        Assertions.fail("red");
    }
}

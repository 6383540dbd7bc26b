/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package com.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Does not ask for a check. */
@Tag("fast")
class ImportsTest {
    @Test
    void imports() throws Exception {
        assertEquals(2, Orders.importAll(List.of("apples", "pears")));
    }
}

/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package com.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.leaktrace.junit.LeakCheck;
import java.util.List;
import org.junit.jupiter.api.Test;

@LeakCheck
class FixedOrdersTest {
    @Test
    void imports() throws Exception {
        assertEquals(2, Orders.importAllAndEnd(List.of("apples", "pears")));
    }
}

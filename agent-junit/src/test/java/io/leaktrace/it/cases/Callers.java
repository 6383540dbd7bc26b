/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.leaktrace.junit.LeakError;
import io.leaktrace.junit.Leaks;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Tests that ask for themselves. */
class Callers {
    @Test
    void verifies() {
        Leaks.verifyNone();
        Background.daemon(Background::waitForEver).start();
        LeakError error = assertThrows(LeakError.class, () -> Leaks.verifyNone(Leaks.within("10ms")));
        assertEquals(1, error.leaks().size());
        assertEquals("thread", error.leaks().get(0).kind());
        assertEquals("Callers.verifies", error.leaks().get(0).test());
        assertTrue(error.getMessage().contains("Callers.java:"));
    }

    @Test
    void isNotBlamedForTheOther() {
        Leaks.verifyNone();
        assertEquals(List.of(), Leaks.find());
    }

    @Test
    @SuppressWarnings("try") // nothing to be done with the scope but to close it
    void closesScopes() {
        try (Leaks.Scope scope = Leaks.start()) {
            assertEquals(List.of(), scope.find());
        }
        LeakError error = assertThrows(LeakError.class, () -> {
            try (Leaks.Scope scope = Leaks.start(Leaks.within("10ms"))) {
                Background.daemon(Background::waitForEver).start();
            }
        });
        assertEquals(1, error.leaks().size());
        Leaks.verifyNone(); // told once
    }

    @Test
    @SuppressWarnings("try")
    void keepsTheFailureOfTheBlock() {
        IllegalStateException own = assertThrows(IllegalStateException.class, () -> {
            try (Leaks.Scope scope = Leaks.start(Leaks.within("10ms"))) {
                Background.daemon(Background::waitForEver).start();
                throw new IllegalStateException("its own");
            }
        });
        assertEquals(LeakError.class, own.getSuppressed()[0].getClass());
    }

    @AfterAll
    static void findsWhatItsTestsLeft() {
        // that of verifies() was told before
        assertEquals(List.of(), Leaks.find(Leaks.within("10ms")));
    }
}

/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.option;

import java.time.DateTimeException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How durations are written and read, everywhere a user meets one; any thread may call. */
public final class Durations {
    /** Longer ones are mistakes, and would overflow sums of nanoseconds. */
    static final Duration LONGEST = Duration.ofDays(3650);

    /** The text of a report: {@code 350ms}, {@code 10s}, {@code 2m05s}, {@code 1h02m}; negative counts as zero. */
    public static String text(long millis) {
        if (millis < 1000) {
            return Math.max(0, millis) + "ms";
        }
        long seconds = millis / 1000;
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return seconds / 60 + "m" + twoDigits(seconds % 60) + "s";
        }
        return seconds / 3600 + "h" + twoDigits(seconds / 60 % 60) + "m";
    }

    /** The same for a {@link Duration}. */
    public static String text(Duration duration) {
        return text(duration.toMillis());
    }

    /**
     * As short as it can be typed as an option without losing anything: {@code 500ms}, {@code 60s}, {@code 5m},
     * {@code 1h}.
     */
    public static String exact(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0 || millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 && seconds > 60 ? seconds / 60 + "m" : seconds + "s";
    }

    /**
     * Reads {@code 500ms}, {@code 60s}, {@code 5m}, {@code 1h}, what {@link #text(long)} writes, or an ISO-8601
     * duration such as {@code PT1M}. Returns null if it is none of these, is zero or negative, or is longer than ten
     * years.
     */
    public static @Nullable Duration parse(String text) {
        Duration duration = text.startsWith("P") || text.startsWith("p") ? iso(text) : units(text);
        boolean sensible =
                duration != null && duration.compareTo(LONGEST) <= 0 && duration.compareTo(Duration.ofMillis(1)) >= 0;
        return sensible ? duration : null;
    }

    private static @Nullable Duration iso(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    /** Numbers with units, from the largest unit to the smallest, each at most once. */
    private static @Nullable Duration units(String text) {
        long total = 0;
        long unitBefore = Long.MAX_VALUE;
        int at = 0;
        while (at < text.length()) {
            int digits = at;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                at++;
            }
            int letters = at;
            while (at < text.length() && Character.isLetter(text.charAt(at))) {
                at++;
            }
            long unit = unit(text.substring(letters, at));
            // 12 digits of the largest unit fit a long; more are beyond any sensible duration
            if (letters == digits || letters - digits > 12 || unit == 0 || unit >= unitBefore) {
                return null;
            }
            total = Math.addExact(total, Long.parseLong(text, digits, letters, 10) * unit);
            unitBefore = unit;
        }
        return text.isEmpty() ? null : Duration.ofMillis(total);
    }

    private static long unit(String letters) {
        return switch (letters) {
            case "ms" -> 1;
            case "s" -> 1000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 0;
        };
    }

    private static String twoDigits(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }

    private Durations() {}
}

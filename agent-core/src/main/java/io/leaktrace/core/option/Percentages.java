/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.option;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** How shares are written and read, everywhere a user meets one; 0.01 is 1 %. Any thread may call. */
public final class Percentages {
    private static final int HUNDRED_PERCENT = 10_000;

    /** For reports, to two decimals: {@code 0.42%}, {@code 97.2%}. Neither nothing nor all unless it is. */
    public static String text(double share) {
        long hundredths = Math.round(share * HUNDRED_PERCENT);
        if (share > 0 && hundredths == 0) {
            return "<0.01%";
        }
        if (share < 1 && hundredths == HUNDRED_PERCENT) {
            return ">99.99%";
        }
        long decimals = hundredths % 100;
        String text = Long.toString(hundredths / 100);
        if (decimals != 0) {
            text += "." + decimals / 10 + (decimals % 10 == 0 ? "" : decimals % 10);
        }
        return text + "%";
    }

    /** As short as it can be typed as an option without losing anything: {@code 1%}, {@code 0.5%}. */
    public static String exact(double share) {
        return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + "%";
    }

    /** Reads {@code 0.5%}, {@code 1%} or {@code 1}; null if it is not a percentage from 0.01 to 100. */
    static @Nullable Double parse(String text) {
        String number = text.endsWith("%") ? text.substring(0, text.length() - 1) : text;
        if (!number.matches("\\d{1,3}(\\.\\d{1,6})?")) {
            return null;
        }
        double share = new BigDecimal(number).movePointLeft(2).doubleValue();
        return share < 0.0001 || share > 1 ? null : share;
    }

    private Percentages() {}
}

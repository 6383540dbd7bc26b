/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report.format;

import io.leaktrace.core.model.CaptureStatus;
import io.leaktrace.core.option.Percentages;

/** What the first line of a report says of how origins are known and of what that costs. */
final class CaptureWords {
    /** {@code , origins 97.2% exact, 2.8% representative}; nothing while there are none. */
    static String origins(CaptureStatus status) {
        if (status.origins() == 0) {
            return "";
        }
        return ", origins " + Percentages.text(status.share(status.exact())) + " exact"
                + share(status, status.representative(), "representative")
                + share(status, status.notCaptured(), "not captured");
    }

    /** {@code , capturing costs 0.42% of one core (budget 1%)}; names the mode in place of a budget that does not hold. */
    static String cost(CaptureStatus status) {
        String bound = status.isBounded() ? "budget " + Percentages.exact(status.budget()) : "capture=" + status.mode();
        return ", capturing costs " + Percentages.text(status.costRatio()) + " of one core (" + bound + ")";
    }

    private static String share(CaptureStatus status, long some, String word) {
        return some == 0 ? "" : ", " + Percentages.text(status.share(some)) + " " + word;
    }

    private CaptureWords() {}
}

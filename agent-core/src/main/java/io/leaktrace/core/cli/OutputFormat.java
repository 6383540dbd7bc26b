/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.cli;

/** How a listing is printed. */
enum OutputFormat {
    text,
    json
}

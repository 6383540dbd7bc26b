/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report.format;

/**
 * What a dump does not show.
 *
 * @param unmatched tasks that did not pass the filters
 * @param blocks blocks or sections beyond the limit
 * @param tasks tasks beyond the limit
 */
public record Omitted(int unmatched, int blocks, int tasks) {}

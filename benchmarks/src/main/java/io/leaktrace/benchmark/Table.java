/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures of one JDK at one depth as a table in Markdown. */
record Table(Figures figures, List<Row> rows, List<Column> columns) {
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("| row |");
        StringBuilder line = new StringBuilder("| --- |");
        for (Column column : columns) {
            text.append(' ').append(column.title()).append(" |");
            line.append(" --- |");
        }
        text.append(" limit | verdict |\n").append(line).append(" --- | --- |\n");
        for (Row row : rows) {
            if (columns.stream()
                    .anyMatch(column -> figures.absolute(row.id(), column).isKnown())) {
                line(text, row);
            }
        }
        return text.toString();
    }

    private void line(StringBuilder text, Row row) {
        text.append("| ").append(row.title()).append(" |");
        for (Column column : columns) {
            text.append(' ').append(cell(row, column)).append(" |");
        }
        List<String> limits = new ArrayList<>();
        List<String> verdicts = new ArrayList<>();
        for (Limit.Condition condition : row.limit().conditions()) {
            limits.add(condition.text());
            verdicts.add(verdict(condition, condition.measured().apply(figures, row.id())));
        }
        text.append(' ').append(String.join("; ", limits)).append(" | ");
        text.append(String.join("; ", verdicts)).append(" |\n");
    }

    private String cell(Row row, Column column) {
        Row.Shown shown = row.shown();
        if (column == Column.NONE || !(shown.isAdded() || shown.isShare())) {
            Spread spread = figures.absolute(row.id(), column);
            return spread.isKnown() ? spread(spread, 1 / shown.divisor(), 0, "%s", " " + shown.unit()) : "";
        }
        if (shown.isShare()) {
            Spread spread = figures.share(row.id(), column);
            return spread.isKnown() ? spread(spread, 100, -100, "%+.1f", " %") : "";
        }
        Spread spread = figures.added(row.id(), column);
        return spread.isKnown() ? spread(spread, 1 / shown.divisor(), 0, "+%s", " " + shown.unit()) : "";
    }

    private static String spread(Spread spread, double factor, double offset, String format, String unit) {
        return "**" + number(spread.median() * factor + offset, format) + unit + "** ("
                + number(spread.least() * factor + offset, format) + "…"
                + number(spread.most() * factor + offset, format) + ")";
    }

    private static String number(double value, String format) {
        if (format.contains("f")) {
            return String.format(Locale.ROOT, format, value);
        }
        double size = Math.abs(value);
        String digits = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
        String text = String.format(Locale.ROOT, digits, value);
        return format.startsWith("+") && value >= 0 ? "+" + text : text;
    }

    /** Met or not by the median; says when the rounds do not agree. */
    private static String verdict(Limit.Condition condition, Spread spread) {
        if (!spread.isKnown()) {
            return "?";
        }
        String word = condition.holds(spread.median()) ? "met" : "**not met**";
        boolean agreed = condition.holds(spread.least()) == condition.holds(spread.most());
        String found = String.format(Locale.ROOT, "%.3g", spread.median());
        return word + (agreed ? "" : ", rounds differ") + " (" + found + ")";
    }
}

/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report.sink;

import io.leaktrace.core.model.Finding;
import java.util.List;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;

/** Findings and sites as open data, which any JMX client can show without a class of ours. */
final class OpenTables {
    private static final String[] FINDING = {"rank", "verdict", "fingerprint", "count", "summary", "ignoreRule"};
    private static final String[] SITE = {"rank", "site", "kind", "live", "created", "oldest", "representative"};

    private final CompositeType finding;
    private final CompositeType site;
    private final TabularType findings;
    private final TabularType sites;

    OpenTables() {
        SimpleType<String> text = SimpleType.STRING;
        SimpleType<Integer> number = SimpleType.INTEGER;
        try {
            finding = row("Finding", FINDING, number, text, text, number, text, text);
            site = row("Site", SITE, number, text, text, number, number, text, number);
            findings = new TabularType("Findings", "What the last scan found", finding, new String[] {"rank"});
            sites = new TabularType("Sites", "The sites with most live tasks", site, new String[] {"rank"});
        } catch (OpenDataException e) {
            throw new IllegalStateException("constant types are valid", e);
        }
    }

    TabularType findingsType() {
        return findings;
    }

    TabularType sitesType() {
        return sites;
    }

    TabularData findings(List<Finding> rows) {
        TabularDataSupport table = new TabularDataSupport(findings);
        for (Finding row : rows) {
            table.put(finding(table.size() + 1, row));
        }
        return table;
    }

    TabularData sites(List<SiteTable.Row> rows) {
        TabularDataSupport table = new TabularDataSupport(sites);
        for (SiteTable.Row row : rows) {
            table.put(data(
                    site,
                    SITE,
                    table.size() + 1,
                    row.site(),
                    row.kind(),
                    row.live(),
                    row.created(),
                    row.oldest(),
                    row.representative()));
        }
        return table;
    }

    /** One finding; ranks count from 1, the most serious. */
    CompositeData finding(int rank, Finding row) {
        return data(
                finding,
                FINDING,
                rank,
                row.verdict().label(),
                row.fingerprint(),
                row.count(),
                row.summary(),
                row.ignoreRule());
    }

    private static CompositeType row(String name, String[] names, OpenType<?>... types) throws OpenDataException {
        return new CompositeType(name, "A row of " + name + "s", names, names, types);
    }

    private static CompositeData data(CompositeType type, String[] names, Object... values) {
        try {
            return new CompositeDataSupport(type, names, values);
        } catch (OpenDataException e) {
            throw new IllegalStateException("a row fits its own type", e);
        }
    }
}

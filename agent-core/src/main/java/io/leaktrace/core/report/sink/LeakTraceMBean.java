/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report.sink;

import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.ReflectionException;
import javax.management.StandardEmitterMBean;
import javax.management.openmbean.OpenMBeanAttributeInfoSupport;

/** The MXBean and, beside it, the two tables that an MXBean interface cannot declare. Called by threads of JMX. */
final class LeakTraceMBean extends StandardEmitterMBean {
    private static final String SITES = "Sites";
    private static final String FINDINGS = "Findings";

    private final ManagedAgent agent;
    private final OpenTables tables;

    LeakTraceMBean(ManagedAgent agent, OpenTables tables, FindingNotices notices) {
        super(agent, LeakTraceMXBean.class, true, notices.broadcaster());
        this.agent = agent;
        this.tables = tables;
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        MBeanInfo info = super.getMBeanInfo();
        MBeanAttributeInfo[] declared = info.getAttributes();
        MBeanAttributeInfo[] all = new MBeanAttributeInfo[declared.length + 2];
        System.arraycopy(declared, 0, all, 0, declared.length);
        all[declared.length] = new OpenMBeanAttributeInfoSupport(
                SITES, "The 20 sites with most live tasks", tables.sitesType(), true, false, false);
        all[declared.length + 1] = new OpenMBeanAttributeInfoSupport(
                FINDINGS, "The findings of the last scan", tables.findingsType(), true, false, false);
        return new MBeanInfo(
                info.getClassName(),
                info.getDescription(),
                all,
                info.getConstructors(),
                info.getOperations(),
                info.getNotifications(),
                info.getDescriptor());
    }

    @Override
    public Object getAttribute(String name) throws AttributeNotFoundException, MBeanException, ReflectionException {
        if (SITES.equals(name)) {
            return tables.sites(agent.sites());
        }
        return FINDINGS.equals(name) ? tables.findings(agent.currentFindings()) : super.getAttribute(name);
    }

    @Override
    public AttributeList getAttributes(String[] names) {
        AttributeList values = new AttributeList();
        for (String name : names) {
            try {
                values.add(new Attribute(name, getAttribute(name)));
            } catch (AttributeNotFoundException | MBeanException | ReflectionException e) {
                // by contract, what cannot be read is left out
                continue;
            }
        }
        return values;
    }
}

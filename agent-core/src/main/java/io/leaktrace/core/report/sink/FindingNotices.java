/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report.sink;

import io.leaktrace.core.model.Finding;
import io.leaktrace.core.report.format.TextFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;

/**
 * Sends a notification once for each finding that is new and once when it has ended. Sent by the scan thread; listeners
 * in other processes are served by threads of their JMX connector.
 */
final class FindingNotices {
    static final String FINDING = "io.leaktrace.finding";
    static final String RESOLVED = "io.leaktrace.resolved";

    private final ObjectName source;
    private final OpenTables tables;
    private final NotificationBroadcasterSupport broadcaster;
    private final AtomicLong sequence = new AtomicLong();
    private final Map<String, Open> open = new HashMap<>();

    FindingNotices(ObjectName source, OpenTables tables) {
        this.source = source;
        this.tables = tables;
        this.broadcaster = new NotificationBroadcasterSupport(new MBeanNotificationInfo(
                new String[] {FINDING, RESOLVED},
                Notification.class.getName(),
                "Once for each new finding, and once when it has ended; the finding is the user data"));
    }

    NotificationBroadcasterSupport broadcaster() {
        return broadcaster;
    }

    /** Compares with the scan before and sends what changed. */
    void scanned(Instant at, List<Finding> findings) {
        for (Notification notice : changes(at, findings)) {
            broadcaster.sendNotification(notice);
        }
    }

    /** Each finding counts as new from now on. */
    synchronized void reset() {
        open.clear();
    }

    private synchronized List<Notification> changes(Instant at, List<Finding> findings) {
        List<Notification> notices = new ArrayList<>();
        Map<String, Open> now = new HashMap<>();
        for (Finding finding : findings) {
            Open entry = new Open(TextFormat.line(finding), tables.finding(now.size() + 1, finding));
            if (now.putIfAbsent(finding.fingerprint(), entry) == null && !open.containsKey(finding.fingerprint())) {
                notices.add(notice(FINDING, at, entry.line(), entry.data()));
            }
        }
        open.forEach((fingerprint, entry) -> {
            if (!now.containsKey(fingerprint)) {
                notices.add(notice(RESOLVED, at, "resolved: " + entry.line(), entry.data()));
            }
        });
        open.clear();
        open.putAll(now);
        return notices;
    }

    private Notification notice(String type, Instant at, String message, CompositeData finding) {
        Notification notice = new Notification(type, source, sequence.incrementAndGet(), at.toEpochMilli(), message);
        notice.setUserData(finding);
        return notice;
    }

    private record Open(String line, CompositeData data) {}
}

/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report.sink;

import io.leaktrace.core.model.Finding;
import io.leaktrace.core.model.Snapshot;
import io.leaktrace.core.model.Tracked;
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
    void scanned(Snapshot snapshot, List<Finding> findings) {
        for (Notification notice : changes(snapshot, findings)) {
            broadcaster.sendNotification(notice);
        }
    }

    /** Each finding counts as new from now on. */
    synchronized void reset() {
        open.clear();
    }

    private synchronized List<Notification> changes(Snapshot snapshot, List<Finding> findings) {
        Instant at = snapshot.at();
        List<Notification> notices = new ArrayList<>();
        Map<String, Open> now = new HashMap<>();
        for (Finding finding : findings) {
            Open entry = new Open(TextFormat.line(finding), tables.finding(now.size() + 1, finding), finding.tasks());
            if (now.putIfAbsent(finding.fingerprint(), entry) == null && !open.containsKey(finding.fingerprint())) {
                notices.add(notice(FINDING, at, entry.line(), entry.data()));
            }
        }
        Map<String, Open> stillStuck = new HashMap<>();
        open.forEach((fingerprint, entry) -> {
            if (!now.containsKey(fingerprint) && entry.goesOnIn(snapshot)) {
                stillStuck.put(fingerprint, entry);
            } else if (!now.containsKey(fingerprint)) {
                notices.add(notice(RESOLVED, at, "resolved: " + entry.line(), entry.data()));
            }
        });
        open.clear();
        open.putAll(stillStuck);
        open.putAll(now);
        return notices;
    }

    private Notification notice(String type, Instant at, String message, CompositeData finding) {
        Notification notice = new Notification(type, source, sequence.incrementAndGet(), at.toEpochMilli(), message);
        notice.setUserData(finding);
        return notice;
    }

    private record Open(String line, CompositeData data, List<Tracked> tasks) {
        /** Whether a task is stuck as before, only no longer a finding: a new ignore rule or a longer threshold. */
        boolean goesOnIn(Snapshot snapshot) {
            for (Tracked before : tasks) {
                Tracked task = snapshot.task(before.id());
                if (task != null && task.isStillIn(before.waitName(), before.blockedForMillis())) {
                    return true;
                }
            }
            return false;
        }
    }
}

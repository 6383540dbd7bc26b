/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * All sites: a hash table of fixed size. Host threads look up and push, the reclaimer takes out what nobody uses any
 * more, in the same manner as {@link IdentityTable}.
 */
final class Sites {
    private static final int SIZE = 1 << 12;
    private static final int MOST = 1 << 14;
    private static final long UNUSED_NANOS = 600_000_000_000L;
    private static final int HASH_FACTOR = 0x9E3779B9;

    private static final AtomicReferenceArray<Site> HEADS = new AtomicReferenceArray<>(SIZE);
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final ConcurrentLinkedQueue<Site> TO_JUDGE = new ConcurrentLinkedQueue<>();

    /** Uncaptured tasks of sites that were taken out; written by the reclaimer alone. */
    private static volatile long representedBefore;

    private static volatile long unrepresentedBefore;

    /** The site at which this thread creates something of this class now. */
    static Site of(ThreadTask self, Kind kind, Class<?> type, Task parent) {
        int base = base(parent);
        Site last = self.site;
        if (last != null
                && !last.gone
                && last.mark == self.mark
                && last.base == base
                && last.kind == kind
                && last.refersTo(type)) {
            return last;
        }
        self.tellUncaptured();
        Site site = find(kind, type, self.mark, base);
        self.site = site;
        return site;
    }

    /** What is known of the bottom of the stack: it is the same for all tasks that the same kind of task creates. */
    private static int base(Task parent) {
        if (parent instanceof Scope) {
            return ((Scope) parent).name.hashCode();
        }
        if (!(parent instanceof ThreadTask)) {
            return base(parent.stack);
        }
        ThreadTask thread = (ThreadTask) parent;
        if (thread.siteBase == 0) {
            thread.siteBase = base(thread.stack);
        }
        return thread.siteBase;
    }

    private static int base(Object stack) {
        Site site = stack instanceof Gap ? ((Gap) stack).site : Site.of(stack);
        if (site != null) {
            return site.hash; // not its base: a task that creates its successor would never end
        }
        return System.identityHashCode(stack);
    }

    private static Site find(Kind kind, Class<?> type, long mark, int base) {
        int hash =
                (int) (mark ^ mark >>> 21 ^ mark >>> 42) * HASH_FACTOR ^ System.identityHashCode(type) ^ kind.ordinal();
        int i = (hash ^ hash >>> 16 ^ base) & (SIZE - 1);
        for (; ; ) {
            Site head = HEADS.get(i);
            for (Site site = head; site != null; site = site.next) {
                if (site.mark == mark && site.base == base && site.kind == kind && site.refersTo(type)) {
                    return site;
                }
            }
            if (COUNT.get() >= MOST) {
                return Site.UNKNOWN;
            }
            Site site = new Site(type, kind, mark, base, hash);
            site.next = head;
            if (HEADS.compareAndSet(i, head, site)) {
                COUNT.incrementAndGet();
                return site;
            }
        }
    }

    static void toJudge(Site site) {
        TO_JUDGE.offer(site);
    }

    /** The next site with stacks to compare, or null; for the thread that judges. */
    static Site toJudge() {
        return TO_JUDGE.poll();
    }

    static boolean anyToJudge() {
        return !TO_JUDGE.isEmpty();
    }

    static void forEach(Consumer<Site> visitor) {
        for (int i = 0; i < SIZE; i++) {
            for (Site site = HEADS.get(i); site != null; site = site.next) {
                visitor.accept(site);
            }
        }
        visitor.accept(Site.UNKNOWN);
    }

    /** How many tasks of all sites, also of those taken out, were not captured. */
    static long uncaptured(boolean represented) {
        Uncaptured sum = new Uncaptured(represented);
        forEach(sum);
        return sum.tasks + (represented ? representedBefore : unrepresentedBefore);
    }

    private static final class Uncaptured implements Consumer<Site> {
        private final boolean represented;
        private long tasks;

        Uncaptured(boolean represented) {
            this.represented = represented;
        }

        @Override
        public void accept(Site site) {
            if ((site.representative() != null) == represented) {
                tasks += site.uncaptured();
            }
        }
    }

    private static void takenOut(Site site) {
        site.gone = true;
        COUNT.decrementAndGet();
        if (site.representative() == null) {
            unrepresentedBefore += site.uncaptured();
        } else {
            representedBefore += site.uncaptured();
        }
    }

    /** Takes out sites that nobody has used for long, and those whose class was unloaded; the reclaimer only. */
    static void sweep(long clock) {
        for (int i = 0; i < SIZE; i++) {
            Site before = null;
            Site site = HEADS.get(i);
            while (site != null) {
                Site after = site.next;
                if (!site.refersTo(null) && clock - site.usedAt < UNUSED_NANOS) {
                    before = site;
                } else if (before != null) {
                    before.next = after;
                    takenOut(site);
                } else if (HEADS.compareAndSet(i, site, after)) {
                    takenOut(site);
                } else {
                    before = site; // another was pushed in front: next time
                }
                site = after;
            }
        }
    }

    static void clear() {
        for (int i = 0; i < SIZE; i++) {
            HEADS.set(i, null);
        }
        COUNT.set(0);
        Site.UNKNOWN.forgetUncaptured();
        representedBefore = 0;
        unrepresentedBefore = 0;
        while (TO_JUDGE.poll() != null) {
            // clear() would make a lambda
        }
    }

    private Sites() {}
}

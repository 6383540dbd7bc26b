/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Bridge;
import io.leaktrace.bootstrap.Budget;
import io.leaktrace.bootstrap.Site;
import io.leaktrace.bootstrap.Task;
import io.leaktrace.core.option.Capture;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Turns the raw Throwable of a task into an {@link Origin} and drops the Throwable, which would pin the class loader of
 * the code on its stack. Cuts what is not the user's: frames of the agent, then the JDK's and the executors' own frames
 * above the call that the user made. Any thread of the agent.
 */
final class OriginResolver {
    /**
     * How many frames of an executor may stand above its entry point, for example between submit and the thread's
     * start.
     */
    private static final int PLUMBING_REACH = 3;

    private final Map<Origin, WeakReference<Origin>> interned = new WeakHashMap<>();
    /** Where these stacks were captured, as far as they were those of tasks. Weak on both sides: a site knows its stack. */
    private final Map<Origin, Set<Site>> sites = new WeakHashMap<>();

    private final Predicate<String> executors;
    /** How many frames of stacks are compared; stacks that were cut off elsewhere say nothing. */
    private int judgedDepth;

    /** The predicate knows the names of executor classes outside the JDK. */
    OriginResolver(Predicate<String> executors) {
        this.executors = executors;
    }

    /**
     * The origin of a task, resolved now if it was not; null if the task existed before LeakTrace, or if there is a
     * {@link io.leaktrace.bootstrap.Gap} instead.
     */
    synchronized @Nullable Origin resolve(Task task, int depth, Capture capture) {
        Object stack = task.stack;
        if (stack instanceof Throwable raw) {
            Origin origin = origin(raw, depth, capture);
            task.stack = origin;
            Site site = Site.of(raw);
            if (site != null) {
                if (capture != Capture.SITE && depth == judgedDepth) {
                    site.contradict(origin);
                }
                sites.computeIfAbsent(origin, key -> Collections.newSetFromMap(new WeakHashMap<>()))
                        .add(site);
            }
            return origin;
        }
        return stack instanceof Origin origin ? origin : null;
    }

    /**
     * Compares the stacks captured at busy sites since the last call, until this much time was spent on it: what is
     * left waits for the next. That time counts as a cost of capturing.
     */
    synchronized void judgeSites(long nanos, int depth) {
        long start = System.nanoTime();
        if (depth != judgedDepth) {
            judgedDepth = depth;
            Bridge.forEachSite(Site::judgeAnew);
        }
        long spent = 0;
        Site site;
        while (spent < nanos && (site = Bridge.siteToJudge()) != null) {
            for (Throwable sample : site.takeSamples()) {
                site.judge(sample, origin(sample, depth, Capture.AUTO));
            }
            spent = System.nanoTime() - start;
        }
        if (spent > 0) {
            Budget.spentOnComparing(spent);
        }
    }

    /** The sites at which stacks with these frames were captured. */
    synchronized Set<Site> sitesOf(List<StackTraceElement> frames) {
        return Set.copyOf(sites.getOrDefault(new Origin(frames), Set.of()));
    }

    private Origin origin(Throwable raw, int depth, Capture capture) {
        List<StackTraceElement> own = Frames.withoutAgent(raw.getStackTrace());
        return intern(new Origin(trim(own, capture == Capture.SITE ? 1 : depth), isPlumbing(own), own));
    }

    /** Whether a future was constructed by another class of the JDK's, for example its HTTP client. */
    private static boolean isPlumbing(List<StackTraceElement> own) {
        return own.size() > 1 && isOfFuture(own) && Frames.isJdk(own.get(1));
    }

    private static boolean isOfFuture(List<StackTraceElement> own) {
        return !own.isEmpty()
                && own.get(0).getClassName().equals("java.util.concurrent.CompletableFuture")
                && own.get(0).getMethodName().equals("<init>");
    }

    private Origin intern(Origin origin) {
        WeakReference<Origin> known = interned.get(origin);
        Origin first = known == null ? null : known.get();
        if (first == null) {
            interned.put(origin, new WeakReference<>(origin));
            return origin;
        }
        return first;
    }

    /** The frames a user wants to see of a creating stack. */
    List<StackTraceElement> trim(StackTraceElement[] raw, int depth) {
        return trim(Frames.withoutAgent(raw), depth);
    }

    private List<StackTraceElement> trim(List<StackTraceElement> own, int depth) {
        int first = afterPlumbing(own, afterEntryPoints(own));
        if (first == own.size()) {
            first = 0; // the JDK's own doing: better its frames than none
        }
        List<StackTraceElement> frames = new ArrayList<>();
        for (int i = first; i < own.size() && frames.size() < depth; i++) {
            if (!isReflection(own.get(i)) || i == first) {
                frames.add(own.get(i));
            }
        }
        return frames;
    }

    /** How a method is called by reflection, which before JDK 18 changes once it was called often enough. */
    private static boolean isReflection(StackTraceElement frame) {
        return frame.getClassName().startsWith("jdk.internal.reflect.");
    }

    /**
     * Where the user's code begins below what libraries do between their entry points and their executors. If there is none
     * below it, the library has submitted on its own account. Of a future, what constructs it tells what it is for.
     */
    private static int afterPlumbing(List<StackTraceElement> frames, int first) {
        if (isOfFuture(frames)) {
            return first;
        }
        int i = 0;
        while (i < frames.size() && (i < first || Plumbing.contains(frames.get(i)) || Frames.isJdk(frames.get(i)))) {
            i++;
        }
        return i == frames.size() ? first : i;
    }

    /** Where the user's code begins: below the JDK's frames, and below an executor's entry point close to the top. */
    private int afterEntryPoints(List<StackTraceElement> frames) {
        int first = 0;
        int host = 0;
        for (int i = 0; i < frames.size() && host < PLUMBING_REACH; i++) {
            if (Frames.isSubmission(frames.get(i), executors)) {
                first = i + 1;
            } else if (!Frames.isJdk(frames.get(i))) {
                host++;
            } else if (first == i) {
                first = i + 1;
            }
        }
        return first;
    }
}

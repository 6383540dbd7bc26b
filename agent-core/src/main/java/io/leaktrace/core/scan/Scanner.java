/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Budget;
import io.leaktrace.bootstrap.ThreadTask;
import io.leaktrace.core.model.Finding;
import io.leaktrace.core.model.Snapshot;
import io.leaktrace.core.option.AgentOptions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The one reader of the registry: turns what probes recorded and what the JVM says of its threads into a {@link
 * Snapshot} of values. Not thread-safe: whoever runs the agent lets one scan follow another.
 */
public final class Scanner {
    /** Threads whose stack is read per look only to learn where they usually wait. */
    private static final int SAMPLES_PER_LOOK = 20;

    private final Instruments instruments;

    /**
     * Takes what it needs to know of the host.
     *
     * @param clock the wall time of snapshots
     * @param classes finds a loaded class of the host by its name
     * @param readable finds all of these names, and lets us read their fields
     * @param executors knows the names of executor classes outside the JDK
     */
    public Scanner(
            Clock clock,
            Function<String, @Nullable Class<?>> classes,
            Function<Set<String>, List<Class<?>>> readable,
            Predicate<String> executors) {
        Stacks stacks = new Stacks();
        ClassFiles files = new ClassFiles(classes);
        this.instruments = new Instruments(
                clock,
                files,
                readable,
                new OriginResolver(executors),
                new IdleRules(new ServiceLoops(files)),
                new ThreadWatch(stacks),
                new VirtualWatch(stacks),
                new Numbers(),
                new Remembered(),
                new Census.History(),
                new Suspects(),
                new Losses());
    }

    /** Finds out whether busy sites have one stack each; costs little, so it is done with every tick. Any thread. */
    public void judgeSites(AgentOptions options) {
        instruments.origins().judgeSites(Budget.leftToCompare(), options.depth());
    }

    /** Has the sites of what was found captured exactly from now on; to be called after the scan that found it. */
    public void suspect(Collection<Finding> findings) {
        instruments.suspects().suspect(findings, instruments.origins()::sitesOf);
    }

    /**
     * A cheap look between two scans at the platform threads: notes which made progress, and where some of them wait.
     * Virtual threads need none: probes note when they park.
     */
    public void look() {
        List<ThreadTask> threads = Carriers.threadsNow();
        threads.removeIf(ThreadStates::isIdleWorker); // it got nowhere, and need not
        instruments.platform().look(threads);
        List<ThreadTask> sampled = new ArrayList<>();
        for (ThreadTask thread : threads) {
            ThreadLook look = sampled.size() < SAMPLES_PER_LOOK ? ThreadWatch.lastLook(thread) : null;
            if (look != null && look.isWaiting() && ThreadNotes.isWorthASample(thread)) {
                ThreadWatch.notes(thread).samples++;
                sampled.add(thread);
            }
        }
        instruments.platform().read(sampled);
    }

    /** The regular scan: what may be stuck, and what was so in the one before. Everything else is only counted. */
    public Snapshot scan(AgentOptions options) {
        return new SuspectScan(instruments, options).run(true);
    }

    /** The same out of turn, of which the next regular scan knows nothing. */
    public Snapshot check(AgentOptions options) {
        return new SuspectScan(instruments, options).run(false);
    }

    /** Every live task, with its stack. */
    public Snapshot everything(AgentOptions options) {
        return new FullScan(instruments, options).run();
    }

    /** What is left of a scope that should be over. */
    public Leftovers left(AgentOptions options, ScopeQuestion question) {
        return new ScopeScan(instruments, options, question).run();
    }

    /** Notes which pools have terminated, which no probe sees. Costs little; any thread may do it. */
    public static void endTerminatedPools() {
        Carriers.now();
    }

    /** Everything alive now, to be left out of a question later. Unlike all else here, any thread may ask. */
    public static Set<?> alive() {
        return ScopeScan.alive();
    }
}

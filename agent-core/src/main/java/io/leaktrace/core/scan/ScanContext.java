/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.bootstrap.Task;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.option.AgentOptions;
import java.util.Objects;
import java.util.function.ToLongFunction;

/**
 * What all steps of one scan share.
 *
 * @param carriers the platform threads and pools; the threads have been looked at
 */
record ScanContext(
        AgentOptions options,
        Moment moment,
        Carriers carriers,
        OriginResolver origins,
        ThreadStates states,
        Standings standings,
        Owners owners,
        Pools pools,
        ToLongFunction<Task> numbers) {
    /** Begins a scan: looks at all platform threads. */
    static ScanContext begin(Instruments instruments, AgentOptions options) {
        instruments.origins().judgeSites(Long.MAX_VALUE, options.depth());
        Carriers carriers = Carriers.now();
        instruments.platform().look(carriers.threads());
        Moment moment = Moment.now(instruments.clock(), options);
        ThreadStates states = new ThreadStates(
                instruments.idle(),
                moment.stuckSince(),
                () -> carriers.threads().stream().map(ThreadWatch::lastLook).filter(Objects::nonNull));
        Standings standings =
                new Standings(moment, states, new ClassInitializers(carriers.threads(), instruments.classFiles()));
        return new ScanContext(
                options,
                moment,
                carriers,
                instruments.origins(),
                states,
                standings,
                new Owners(carriers.threads(), standings),
                new Pools(carriers.threads()),
                instruments.numbers()::of);
    }

    /** What is listed in this scan. */
    Listing listing() {
        Filter filter = new Filter(options);
        // a row for the filter alone must not take a number
        TrackedBuilder builder = new TrackedBuilder(
                new ScanContext(options, moment, carriers, origins, states, standings, owners, pools, task -> 0));
        return new Listing(options, origins, task -> {
            Tracked row = builder.build(task);
            return row != null && filter.accepts(task, row);
        });
    }
}

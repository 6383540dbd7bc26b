/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import io.leaktrace.it.real.AsyncStarved;
import io.leaktrace.it.real.BlockedLoops;
import io.leaktrace.it.real.DeadBroker;
import io.leaktrace.it.real.LostPromise;
import io.leaktrace.it.real.PerRequest;
import io.leaktrace.it.real.PoolExhausted;

/** The same libraries as people misuse them: each mistake is named, at the line that makes it. */
class MisusedIT {
    @OnEveryJdk
    void namesWhatIsMadePerRequestAndNeverClosed(Jdk jdk) throws Exception {
        new MisusedProgram(jdk, PerRequest.class)
                .created("http-client", "ORPHAN-POOL", "GROWING")
                .created("grpc-channel", "ORPHAN-POOL", "GROWING")
                .created("kafka-producer", "ORPHAN-POOL", "GROWING")
                .created("executor", "ORPHAN-POOL", "GROWING")
                .created("timer", "ORPHAN-POOL", "GROWING")
                .created("okhttp", "ORPHAN-POOL", "GROWING")
                .verify();
    }

    @OnEveryJdk
    void namesTheRequestsThatWaitForConnectionsNobodyReturns(Jdk jdk) throws Exception {
        new MisusedProgram(jdk, PoolExhausted.class)
                .created("exhausted", "BLOCKED")
                .stuckAt("unreturned")
                .verify();
    }

    @OnEveryJdk
    void namesTheEventLoopsThatBlock(Jdk jdk) throws Exception {
        new MisusedProgram(jdk, BlockedLoops.class)
                .stuckAt("vertx")
                .stuckAt("netty")
                .created("netty-submit", "BLOCKED", "STARVED")
                .verify();
    }

    @OnEveryJdk
    void namesTheAsynchronousMethodThatWaitsForItsOwnPool(Jdk jdk) throws Exception {
        new MisusedProgram(jdk, AsyncStarved.class)
                .created("order", "STARVED")
                .stuckAt("price")
                .verify();
    }

    @OnEveryJdk
    void namesWhatWaitsForADeadBroker(Jdk jdk) throws Exception {
        new MisusedProgram(jdk, DeadBroker.class)
                .created("send", "BLOCKED")
                .created("list", "BLOCKED")
                .verify();
    }

    @OnEveryJdk
    void namesThePromiseThatNobodyKeeps(Jdk jdk) throws Exception {
        new MisusedProgram(jdk, LostPromise.class).created("promise", "PENDING").verify();
    }
}

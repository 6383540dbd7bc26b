/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.real;

import io.leaktrace.it.scenario.Program;
import io.netty.channel.nio.NioEventLoopGroup;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import java.util.concurrent.CompletableFuture;

/** Event loops of Vert.x and Netty wait for answers that only they themselves could bring. */
public final class BlockedLoops {
    public static void main(String[] arguments) throws Exception {
        Setup.logging();
        Vertx vertx = Vertx.vertx();
        vertx.getOrCreateContext().runOnContext(ignored -> vertx(vertx));
        NioEventLoopGroup loops = new NioEventLoopGroup(1);
        loops.submit(() -> netty(loops)); // LEAK: netty-submit
        Program.run();
    }

    private static String vertx(Vertx vertx) {
        vertx.eventBus().<String>consumer("back", message -> message.reply("fine"));
        return vertx.eventBus()
                .<String>request("back", "how is it?")
                .map(Message::body)
                .toCompletionStage()
                .toCompletableFuture()
                .join(); // LEAK: vertx
    }

    private static String netty(NioEventLoopGroup loops) {
        return CompletableFuture.supplyAsync(() -> "fine", loops).join(); // LEAK: netty
    }

    private BlockedLoops() {}
}

/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.real;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;

/** Vert.x with two verticles that share a port, ask each other over the event bus, and hand blocking code away; main ends. */
public final class VertxWeb {
    public static void main(String[] arguments) throws Exception {
        Setup.logging();
        Vertx vertx = Vertx.vertx();
        Front front = new Front();
        vertx.deployVerticle(new Back(), new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER))
                .compose(id -> vertx.deployVerticle(front))
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        Setup.requests(front.port, "/blocking");
        Setup.requests(front.port, "/bus");
        Setup.restAside();
    }

    private static final class Front extends AbstractVerticle {
        private volatile int port;

        @Override
        public void start(Promise<Void> started) {
            vertx.setPeriodic(500, id -> vertx.eventBus().publish("ticks", id));
            vertx.createHttpServer()
                    .requestHandler(this::answer)
                    .listen(0, "127.0.0.1")
                    .onSuccess(server -> port = server.actualPort())
                    .<Void>map((HttpServer server) -> null)
                    .onComplete(started);
        }

        private void answer(HttpServerRequest request) {
            if (request.path().equals("/bus")) {
                vertx.eventBus()
                        .<String>request("back", "how is it?")
                        .onSuccess(reply -> request.response().end(reply.body()));
            } else {
                vertx.executeBlocking(() -> "fine")
                        .onSuccess(answer -> request.response().end(answer));
            }
        }
    }

    private static final class Back extends AbstractVerticle {
        @Override
        public void start() {
            vertx.eventBus().consumer("back", message -> message.reply("fine"));
        }
    }

    private VertxWeb() {}
}

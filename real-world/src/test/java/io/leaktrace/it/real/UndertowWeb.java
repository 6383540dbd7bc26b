/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.real;

import io.undertow.Undertow;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.Headers;
import java.net.InetSocketAddress;

/** Undertow with a handler that runs in its worker threads; main ends. */
public final class UndertowWeb {
    public static void main(String[] arguments) throws Exception {
        Setup.logging();
        Undertow server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(new BlockingHandler(exchange -> {
                    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain");
                    exchange.getResponseSender().send("fine");
                }))
                .build();
        server.start();
        Setup.requests(((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort(), "/");
        Setup.restAside();
    }

    private UndertowWeb() {}
}

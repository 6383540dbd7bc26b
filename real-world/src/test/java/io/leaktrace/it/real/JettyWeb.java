/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.real;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** Jetty with one handler; main joins the server. */
public final class JettyWeb {
    public static void main(String[] arguments) throws Exception {
        Setup.logging();
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Fine());
        server.start();
        Setup.requests(connector.getLocalPort(), "/");
        Setup.restAside();
        server.join();
    }

    private static final class Fine extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Content.Sink.write(response, true, "fine", callback);
            return true;
        }
    }

    private JettyWeb() {}
}

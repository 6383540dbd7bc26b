/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.real;

import io.leaktrace.it.scenario.Program;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;

/** A servlet promises an answer that nobody gives. */
public final class LostPromise {
    public static void main(String[] arguments) throws Exception {
        Setup.logging();
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("", null);
        Wrapper promising = Tomcat.addServlet(context, "promising", new Promising());
        promising.setAsyncSupported(true);
        promising.addMapping("/");
        tomcat.start();
        try (Socket client = new Socket(
                InetAddress.getLoopbackAddress(), tomcat.getConnector().getLocalPort())) {
            client.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            Program.run();
        }
    }

    private static final class Promising extends HttpServlet {
        private final transient Map<String, CompletableFuture<String>> orders = new ConcurrentHashMap<>();

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            AsyncContext async = request.startAsync();
            async.setTimeout(0);
            CompletableFuture<String> answer = new CompletableFuture<>(); // LEAK: promise
            orders.put(request.getRequestId(), answer);
            answer.thenAccept(text -> answer(async, text));
        }

        private static void answer(AsyncContext async, String text) {
            try {
                async.getResponse().getWriter().print(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            async.complete();
        }
    }

    private LostPromise() {}
}

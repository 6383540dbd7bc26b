/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.real;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** The JDK's own server with a pool, and one client for all requests; main ends. */
public final class JdkHttp {
    public static void main(String[] arguments) throws Exception {
        int port = server();
        HttpClient client = HttpClient.newHttpClient();
        Setup.repeat(() -> ask(client, port));
        Setup.repeat(() -> client.sendAsync(request(port), HttpResponse.BodyHandlers.ofString())
                .thenApply(HttpResponse::body)
                .thenApply(Setup::fine)
                .join());
        Setup.restAside();
    }

    static int server() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", JdkHttp::answer);
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.start();
        return server.getAddress().getPort();
    }

    static String ask(HttpClient client, int port) throws IOException, InterruptedException {
        return Setup.fine(
                client.send(request(port), HttpResponse.BodyHandlers.ofString()).body());
    }

    private static HttpRequest request(int port) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .build();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        byte[] body = "fine".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private JdkHttp() {}
}

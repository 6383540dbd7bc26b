/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.real;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** An OkHttp client that asks a mock server, at once and by callback; main ends. */
public final class OkHttpCalls {
    public static void main(String[] arguments) throws Exception {
        Setup.logging();
        MockWebServer server = server();
        OkHttpClient client = new OkHttpClient();
        Setup.repeat(() -> ask(client, server));
        Setup.repeat(() -> Setup.fine(askLater(client, server).get()));
        Setup.restAside();
    }

    static MockWebServer server() throws IOException {
        MockWebServer server = new MockWebServer();
        server.setDispatcher(new Fine());
        server.start();
        return server;
    }

    static String ask(OkHttpClient client, MockWebServer server) throws IOException {
        try (Response response = client.newCall(request(server)).execute()) {
            return Setup.fine(response.body().string());
        }
    }

    static CompletableFuture<String> askLater(OkHttpClient client, MockWebServer server) {
        Answer answer = new Answer();
        client.newCall(request(server)).enqueue(answer);
        return answer.future;
    }

    private static Request request(MockWebServer server) {
        return new Request.Builder().url(server.url("/")).build();
    }

    private static final class Fine extends Dispatcher {
        @Override
        public MockResponse dispatch(RecordedRequest request) {
            return new MockResponse.Builder().body("fine").build();
        }
    }

    private static final class Answer implements Callback {
        private final CompletableFuture<String> future = new CompletableFuture<>();

        @Override
        public void onResponse(Call call, Response response) throws IOException {
            future.complete(response.body().string());
        }

        @Override
        public void onFailure(Call call, IOException e) {
            future.completeExceptionally(e);
        }
    }

    private OkHttpCalls() {}
}

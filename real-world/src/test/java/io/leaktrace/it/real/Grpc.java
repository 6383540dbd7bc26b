/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.real;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A gRPC service and a client of it; main waits for the server's end. */
public final class Grpc {
    static final MethodDescriptor<String, String> ASK = MethodDescriptor.<String, String>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("shop.Shop/Ask")
            .setRequestMarshaller(new Text())
            .setResponseMarshaller(new Text())
            .build();

    public static void main(String[] arguments) throws Exception {
        Setup.logging();
        Server server = server();
        ManagedChannel channel = channel(server.getPort());
        Setup.repeat(() -> ask(channel));
        Setup.restAside();
        server.awaitTermination();
    }

    static Server server() throws IOException {
        return NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .addService(ServerServiceDefinition.builder("shop.Shop")
                        .addMethod(ASK, ServerCalls.asyncUnaryCall(Grpc::answer))
                        .build())
                .build()
                .start();
    }

    static ManagedChannel channel(int port) {
        return NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    }

    static String ask(ManagedChannel channel) {
        return Setup.fine(ClientCalls.blockingUnaryCall(channel, ASK, CallOptions.DEFAULT, "how is it?"));
    }

    private static void answer(String request, StreamObserver<String> response) {
        response.onNext("fine");
        response.onCompleted();
    }

    private static final class Text implements MethodDescriptor.Marshaller<String> {
        @Override
        public InputStream stream(String value) {
            return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream stream) {
            try {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Grpc() {}
}

/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark.program;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/** Embedded Tomcat that hands each request to a pool. Prints its port, and ends with its standard input. */
public final class Server {
    /** Called by the JVM. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("benchmark");
        Tomcat tomcat = new Tomcat();
        tomcat.setSilent(true);
        tomcat.setBaseDir(directory.toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
        ExecutorService pool = Executors.newFixedThreadPool(8);
        Context context = tomcat.addContext("", directory.toString());
        Tomcat.addServlet(context, "orders", new Orders(pool)).addMapping("/*");
        tomcat.start();
        System.out.println("port " + tomcat.getConnector().getLocalPort());
        while (System.in.read() >= 0) {
            continue;
        }
        System.exit(0);
    }

    /** Answers with a small page that another thread makes. */
    private static final class Orders extends HttpServlet {
        private final transient ExecutorService pool;

        Orders(ExecutorService pool) {
            this.pool = pool;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            String path = request.getRequestURI();
            try {
                byte[] page = pool.submit(() -> page(path)).get();
                response.setContentType("text/plain");
                response.setContentLength(page.length);
                response.getOutputStream().write(page);
            } catch (InterruptedException | ExecutionException e) {
                throw new ServletException(e);
            }
        }

        private static byte[] page(String path) {
            StringBuilder page = new StringBuilder();
            for (int i = 0; i < 20; i++) {
                page.append("order ").append(i).append(" of ").append(path).append('\n');
            }
            return page.toString().getBytes(StandardCharsets.US_ASCII);
        }
    }

    private Server() {}
}

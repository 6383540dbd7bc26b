/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/** A real server: one servlet that answers, one that asks a silent service, one that waits for its own stuck pool. */
public final class TomcatServer {
    private static final Logger CATALINA = Logger.getLogger("org.apache");
    /** Complains when the machine is slow. */
    private static final Logger SESSIONS = Logger.getLogger("org.apache.catalina.util.SessionIdGeneratorBase");

    public static void main(String[] arguments) throws Exception {
        CATALINA.setLevel(Level.WARNING);
        SESSIONS.setLevel(Level.SEVERE);
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("", null);
        add(context, "/healthy", new Healthy());
        add(context, "/downstream", new Downstream());
        add(context, "/pool", new Pooled());
        tomcat.start();
        System.out.println("port=" + tomcat.getConnector().getLocalPort() + ";");
        if (arguments.length > 0) {
            Program.rest();
        } else {
            Program.run();
        }
    }

    private static void add(Context context, String path, HttpServlet servlet) {
        String name = path.substring(1);
        Tomcat.addServlet(context, name, servlet).addMapping(path);
    }

    /** Hands its work to a pool that does it. */
    private static final class Healthy extends HttpServlet {
        private final transient ExecutorService pool = Executors.newFixedThreadPool(4);

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            try {
                response.getWriter().print(pool.submit(() -> "fine").get());
            } catch (InterruptedException | ExecutionException e) {
                throw new IOException(e);
            }
        }
    }

    /** Asks a service that takes the connection and never answers. */
    private static final class Downstream extends HttpServlet {
        private final transient ServerSocket silent;

        Downstream() throws IOException {
            silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            try (Socket socket = new Socket(silent.getInetAddress(), silent.getLocalPort())) {
                response.getWriter().print(socket.getInputStream().read()); // the request thread reads here
            }
        }
    }

    /** Hands its work to a pool whose two workers are stuck. */
    private static final class Pooled extends HttpServlet {
        private final transient ExecutorService pool = Executors.newFixedThreadPool(2);

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            try {
                response.getWriter().print(pool.submit(Program::stuckCall).get()); // LEAK: pooled
            } catch (InterruptedException | ExecutionException e) {
                throw new IOException(e);
            }
        }
    }

    private TomcatServer() {}
}

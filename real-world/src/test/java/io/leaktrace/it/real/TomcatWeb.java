/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.real;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;

/** Tomcat with a servlet that answers at once and one that answers later; main waits for the server's end. */
public final class TomcatWeb {
    public static void main(String[] arguments) throws Exception {
        Setup.logging();
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "now", new Now()).addMapping("/now");
        Wrapper later = Tomcat.addServlet(context, "later", new Later());
        later.setAsyncSupported(true);
        later.addMapping("/later");
        tomcat.start();
        Setup.requests(tomcat.getConnector().getLocalPort(), "/now");
        Setup.requests(tomcat.getConnector().getLocalPort(), "/later");
        Setup.restAside();
        tomcat.getServer().await();
    }

    private static final class Now extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print("fine");
        }
    }

    private static final class Later extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            AsyncContext async = request.startAsync();
            async.start(() -> {
                try {
                    async.getResponse().getWriter().print("fine");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                async.complete();
            });
        }
    }

    private TomcatWeb() {}
}

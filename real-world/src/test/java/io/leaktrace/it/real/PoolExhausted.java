/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.real;

import com.zaxxer.hikari.HikariDataSource;
import io.leaktrace.it.scenario.Program;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.h2.tools.Server;

/** Requests take connections out of a pool and do not give them back, until the next ones wait for them. */
public final class PoolExhausted {
    private static final int CONNECTIONS = 3;

    public static void main(String[] arguments) throws Exception {
        Setup.logging();
        Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        HikariDataSource source = H2Pool.pool(server.getPort(), CONNECTIONS);
        ExecutorService requests = Executors.newCachedThreadPool();
        for (int i = 0; i < 2 * CONNECTIONS; i++) {
            requests.submit(() -> order(source)); // LEAK: exhausted
        }
        Program.run();
    }

    private static boolean order(HikariDataSource source) throws SQLException {
        return source.getConnection().createStatement().execute("select 1"); // LEAK: unreturned
    }

    private PoolExhausted() {}
}

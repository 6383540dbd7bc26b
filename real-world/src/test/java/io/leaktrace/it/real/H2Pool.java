/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.real;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.tools.Server;

/** H2's TCP server and a connection pool in front of it; main ends. */
public final class H2Pool {
    public static void main(String[] arguments) throws Exception {
        Setup.logging();
        Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        HikariDataSource source = pool(server.getPort(), 4);
        Setup.repeat(() -> Setup.fine(ask(source)));
        Setup.restAside();
    }

    static HikariDataSource pool(int port, int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:tcp://127.0.0.1:" + port + "/mem:shop;DB_CLOSE_DELAY=-1");
        config.setMaximumPoolSize(size);
        return new HikariDataSource(config);
    }

    static String ask(HikariDataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select 'fine'")) {
            result.next();
            return result.getString(1);
        }
    }

    private H2Pool() {}
}

/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version this build was given by its pom; read from a resource that the build fills in. */
public final class AgentVersion {
    /** For example {@code 0.1.0-SNAPSHOT}; {@code unknown} if the jar is damaged. */
    public static String get() {
        try (InputStream in = AgentVersion.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }

    private AgentVersion() {}
}

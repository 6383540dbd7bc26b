/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.option;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the user set: agent argument before system property before properties file before
 * default. Runs before {@code main} in somebody else's JVM, so it touches neither logging nor file system providers.
 */
public final class OptionParser {
    /** A value and where it stood, ready to be appended to a message. */
    private record Given(String value, String source) {}

    /**
     * Options at start.
     *
     * @param agentArgument {@code key=value,key=value}; may be empty
     * @param systemProperties usually {@code System::getProperty}; asked for {@code leaktrace.<key>} only
     * @throws OptionException one line for the user: which key, which value, what is valid
     */
    public static AgentOptions parse(String agentArgument, Function<String, @Nullable String> systemProperties)
            throws OptionException {
        Map<String, Given> given = argument(agentArgument);
        if (given.containsKey("help")) {
            given.keySet().retainAll(java.util.Set.of("help"));
            return take(new OptionValues(), given);
        }
        for (OptionTable.Row row : OptionTable.ROWS) {
            String value = systemProperties.apply("leaktrace." + row.key());
            if (value != null) {
                given.putIfAbsent(
                        row.key(), new Given(value.strip(), " (system property leaktrace." + row.key() + ")"));
            }
        }
        Given config = given.remove("config");
        if (config != null && !config.value.equals("none")) {
            for (Map.Entry<String, Given> entry : file(config).entrySet()) {
                given.putIfAbsent(entry.getKey(), entry.getValue());
            }
        }
        return take(new OptionValues(), given);
    }

    /**
     * Options after a change at run time; all or nothing.
     *
     * @param keyValues {@code key=value,key=value}; empty changes nothing
     * @throws OptionException one line for the user, also if an option cannot change at run time
     */
    public static AgentOptions change(AgentOptions current, String keyValues) throws OptionException {
        Map<String, Given> given = argument(keyValues);
        for (String key : given.keySet()) {
            OptionTable.Row row = OptionTable.row(key);
            if (row != null && row.time() == OptionTable.Time.LATER) {
                throw new OptionException("option " + key + " is not in this version");
            }
            if (row != null && row.time() == OptionTable.Time.START) {
                throw new OptionException(
                        "option " + key + " is fixed at start; at run time you can set: " + OptionTable.changeable());
            }
        }
        return take(new OptionValues(current), given);
    }

    private static AgentOptions take(OptionValues values, Map<String, Given> given) throws OptionException {
        for (Map.Entry<String, Given> entry : given.entrySet()) {
            String key = entry.getKey();
            String value = entry.getValue().value;
            String source = entry.getValue().source;
            if (value.isEmpty()) {
                String valid = OptionTable.row(key).values();
                throw new OptionException("option " + key + ": has no value; use " + valid + source);
            }
            try {
                values.set(key, value);
            } catch (OptionException e) {
                throw new OptionException("option " + key + ": " + e.getMessage() + source);
            }
        }
        return values.finished();
    }

    /** In the order given, so that the first mistake is the one reported. */
    private static Map<String, Given> argument(String text) throws OptionException {
        Map<String, Given> given = new LinkedHashMap<>();
        if (text.isBlank()) {
            return given;
        }
        for (String part : text.split(",", -1)) {
            if (part.isBlank()) {
                throw new OptionException("\"" + text
                        + "\" has a ',' too many; separate options by one ',' and entries of a list by ';'");
            }
            int equals = part.indexOf('=');
            String key = (equals < 0 ? part : part.substring(0, equals)).strip();
            known(key, "");
            if (equals < 0 && !key.equals("help")) {
                throw new OptionException("option " + key + " has no value; write " + key + "= and "
                        + OptionTable.row(key).values());
            }
            String value = equals < 0 ? "true" : part.substring(equals + 1).strip();
            if (given.put(key, new Given(value, "")) != null) {
                throw new OptionException("option " + key + " is given twice; give it once");
            }
        }
        return given;
    }

    private static Map<String, Given> file(Given config) throws OptionException {
        Properties properties = new Properties();
        try {
            File file = new File(ValueSyntax.readableFile(config.value));
            try (InputStreamReader in = new InputStreamReader(new FileInputStream(file), StandardCharsets.UTF_8)) {
                properties.load(in);
            }
        } catch (OptionException e) {
            throw new OptionException("option config: " + e.getMessage() + config.source);
        } catch (IOException | IllegalArgumentException e) {
            throw new OptionException("option config: \"" + config.value + "\" is not a properties file ("
                    + e.getMessage() + "); write one key=value per line" + config.source);
        }
        Map<String, Given> given = new LinkedHashMap<>();
        String source = " (in " + config.value + ")";
        for (String key : new TreeSet<>(properties.stringPropertyNames())) {
            known(key, source);
            if (key.equals("config") || key.equals("help")) {
                throw new OptionException("option " + key + " cannot stand in a file; remove it" + source);
            }
            given.put(key, new Given(properties.getProperty(key).strip(), source));
        }
        return given;
    }

    private static void known(String key, String source) throws OptionException {
        if (OptionTable.row(key) == null) {
            throw new OptionException("unknown option \"" + key + "\"; valid: " + OptionTable.keys(null) + source);
        }
    }

    private OptionParser() {}
}

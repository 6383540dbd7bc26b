/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.junit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The leaks that a team has known about since it began to check: a file of ignore rules, each with the day on which it
 * expires. Any thread; several JVMs may write to one file.
 */
final class Baseline {
    private static final int DAYS = 90;
    private static final String UNTIL = " until:";

    /** The file to go by, if there is one. */
    static List<String> files() {
        String file = Config.get(Config.BASELINE);
        if (file == null || Config.isTrue(Config.BASELINE_WRITE)) {
            return List.of();
        }
        return List.of(file);
    }

    /** Whether leaks are written down instead of reported; does it, if so. */
    static boolean takes(List<Leak> leaks) {
        String file = Config.get(Config.BASELINE);
        if (file == null || !Config.isTrue(Config.BASELINE_WRITE)) {
            return false;
        }
        try {
            add(Path.of(file), leaks);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "leaktrace: cannot write to " + Config.BASELINE + "=" + file + ": " + e.getMessage()
                            + "; give the path of a file that can be written",
                    e);
        }
        return true;
    }

    private static synchronized void add(Path file, List<Leak> leaks) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.lock(); // given back when the channel is closed
            ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                continue;
            }
            List<String> lines = new ArrayList<>(StandardCharsets.UTF_8
                    .decode(bytes.flip())
                    .toString()
                    .lines()
                    .toList());
            leaks.forEach(leak -> add(lines, leak));
            ByteBuffer text = StandardCharsets.UTF_8.encode(String.join("\n", lines) + "\n");
            channel.truncate(0).position(0);
            while (text.hasRemaining()) {
                channel.write(text);
            }
        }
    }

    /** Adds a line, in place of one that has expired; none if one holds. */
    private static void add(List<String> lines, Leak leak) {
        String rule = leak.ignoreRule() + UNTIL;
        LocalDate today = LocalDate.now();
        lines.removeIf(
                line -> line.startsWith(rule) && line.substring(rule.length()).compareTo(today.toString()) < 0);
        if (!leak.ignoreRule().isEmpty() && lines.stream().noneMatch(line -> line.startsWith(rule))) {
            lines.add(rule + today.plusDays(DAYS) + " # " + (leak.test() == null ? leak.kind() : leak.test()));
        }
    }

    private Baseline() {}
}

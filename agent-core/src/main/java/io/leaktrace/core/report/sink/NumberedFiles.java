/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report.sink;

import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.rolling.RollingPolicy;
import ch.qos.logback.core.rolling.RolloverFailure;
import ch.qos.logback.core.rolling.helper.CompressionMode;
import java.io.File;

/**
 * Keeps full files as {@code name.1} (the newest) to {@code name.5}. Logback's own policy of this kind takes a pattern
 * in which a path that holds a percent sign cannot be written. Called by the appender only.
 */
final class NumberedFiles implements RollingPolicy {
    private final File active;
    private final int kept;
    private boolean started;

    NumberedFiles(File active, int kept) {
        this.active = active;
        this.kept = kept;
    }

    @Override
    public void rollover() throws RolloverFailure {
        File oldest = numbered(kept);
        if (oldest.exists() && !oldest.delete()) {
            throw new RolloverFailure("cannot delete " + oldest);
        }
        for (int number = kept - 1; number >= 1; number--) {
            rename(numbered(number), numbered(number + 1));
        }
        rename(active, numbered(1));
    }

    @Override
    public String getActiveFileName() {
        return active.getPath();
    }

    @Override
    public CompressionMode getCompressionMode() {
        return CompressionMode.NONE;
    }

    @Override
    public void setParent(FileAppender<?> appender) {
        // it knows the file already
    }

    @Override
    public void start() {
        started = true;
    }

    @Override
    public void stop() {
        started = false;
    }

    @Override
    public boolean isStarted() {
        return started;
    }

    private File numbered(int number) {
        return new File(active.getPath() + "." + number);
    }

    private static void rename(File from, File to) {
        if (from.exists() && !from.renameTo(to)) {
            throw new RolloverFailure("cannot rename " + from + " to " + to);
        }
    }
}

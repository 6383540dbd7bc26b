/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.report.sink;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.util.Duration;
import ch.qos.logback.core.util.FileSize;
import io.leaktrace.core.model.Finding;
import io.leaktrace.core.model.Report;
import io.leaktrace.core.report.format.ReportFormat;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes reports to stderr, stdout or a file that is rotated, by a Logback of our own that is set up here and nowhere
 * else: it reads no configuration and no system property, and prints nothing of its own. For the scan thread alone.
 *
 * <p>The console is the process's own stream, not {@code System.err} or {@code System.out}: the host may have replaced
 * those by objects that log, lock or hang, and we call nothing of the host's.
 */
public final class LogSink implements ReportSink {
    private static final long ROTATED_AT_BYTES = 10L * 1024 * 1024;
    private static final int KEPT = 5;

    private final String target;
    private final ReportFormat format;
    private final long rotatedAtBytes;
    private final OutputStream stdout;
    private final OutputStream stderr;

    private @Nullable LoggerContext context;
    private @Nullable String failure;

    /**
     * Opens nothing until the first report.
     *
     * @param target {@code stderr}, {@code stdout}, {@code none} or the path of a file
     * @param format how reports look
     */
    public LogSink(String target, ReportFormat format) {
        this(
                target,
                format,
                ROTATED_AT_BYTES,
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err));
    }

    LogSink(String target, ReportFormat format, long rotatedAtBytes, OutputStream stdout, OutputStream stderr) {
        this.target = target;
        this.format = format;
        this.rotatedAtBytes = rotatedAtBytes;
        this.stdout = stdout;
        this.stderr = stderr;
    }

    @Override
    public String name() {
        return "log " + target;
    }

    @Override
    public void write(Report report) throws IOException {
        if (target.equals("none")) {
            return;
        }
        LoggerContext open = context == null ? open() : context;
        context = open;
        failure = null;
        boolean warning = report.findings().stream().anyMatch(Finding::isWarning);
        Logger logger = open.getLogger("io.leaktrace.report");
        if (warning) {
            logger.warn(format.report(report));
        } else {
            logger.info(format.report(report));
        }
        if (failure != null) {
            throw new IOException(failure);
        }
    }

    @Override
    public void close() {
        if (context != null) {
            context.stop();
        }
    }

    private LoggerContext open() {
        LoggerContext created = new LoggerContext();
        created.setName("leaktrace");
        created.setMDCAdapter(new LogbackMDCAdapter());
        // a full disk shows up here only
        created.getStatusManager().add(status -> {
            if (status.getLevel() == Status.ERROR) {
                Throwable cause = status.getThrowable();
                failure = status.getMessage() + (cause == null ? "" : " (" + cause.getMessage() + ")");
            }
        });
        created.start();
        Logger root = created.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(appender(created));
        return created;
    }

    private OutputStreamAppender<ILoggingEvent> appender(LoggerContext owner) {
        if (target.equals("stderr") || target.equals("stdout")) {
            return console(owner, target.equals("stderr") ? stderr : stdout);
        }
        String problem = problem(new File(target));
        if (problem == null) {
            RollingFileAppender<ILoggingEvent> file = file(owner);
            if (file.isStarted()) {
                return file;
            }
            problem = failure == null ? "the reason is not known" : failure;
        }
        OutputStreamAppender<ILoggingEvent> fallback = console(owner, stderr);
        String line = "leaktrace: log: cannot write " + target + ": " + problem + "; reports go to stderr\n";
        try {
            stderr.write(line.getBytes(StandardCharsets.UTF_8));
            stderr.flush();
        } catch (IOException e) {
            failure = "stderr cannot be written either";
        }
        return fallback;
    }

    /** Why the file cannot be appended to, or null if it can. */
    private static @Nullable String problem(File file) {
        File directory = file.getAbsoluteFile().getParentFile();
        if (directory != null && !directory.isDirectory() && !directory.mkdirs()) {
            return "its directory cannot be created";
        }
        try (FileOutputStream opened = new FileOutputStream(file, true)) {
            return opened.getFD().valid() ? null : "it cannot be opened";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private OutputStreamAppender<ILoggingEvent> console(LoggerContext owner, OutputStream stream) {
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(owner);
        appender.setName(target);
        appender.setEncoder(encoder(owner));
        appender.setOutputStream(new Unclosed(stream));
        appender.start();
        return appender;
    }

    private RollingFileAppender<ILoggingEvent> file(LoggerContext owner) {
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(owner);
        appender.setName(target);
        appender.setFile(target);
        appender.setEncoder(encoder(owner));

        NumberedFiles rolling = new NumberedFiles(new File(target), KEPT);
        rolling.start();

        SizeBasedTriggeringPolicy<ILoggingEvent> triggering = new SizeBasedTriggeringPolicy<>();
        triggering.setContext(owner);
        triggering.setMaxFileSize(new FileSize(rotatedAtBytes));
        // by default the size is looked at once a minute; reports are rare and long
        triggering.setCheckIncrement(Duration.buildByMilliseconds(0));
        triggering.start();

        appender.setRollingPolicy(rolling);
        appender.setTriggeringPolicy(triggering);
        appender.start();
        return appender;
    }

    private static PatternLayoutEncoder encoder(LoggerContext owner) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(owner);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern("%msg%n");
        encoder.start();
        return encoder;
    }

    /** The process's own streams stay open for the host when we go. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream stream) {
            super(stream);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}

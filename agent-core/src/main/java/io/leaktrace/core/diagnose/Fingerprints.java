/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.diagnose;

import io.leaktrace.core.model.Creation;
import io.leaktrace.core.model.Frames;
import io.leaktrace.core.model.Tracked;
import io.leaktrace.core.model.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Names a finding so that it is recognised across scans, runs, machines and updates of the JDK: a hash of verdict,
 * kind, wait and the methods outside the JDK, without line numbers, ids and generated numbers. Any thread may call.
 */
public final class Fingerprints {
    private static final int DIGITS = 12;
    private static final Set<Verdict> ABOUT_ORIGINS =
            Set.of(Verdict.ORPHAN_POOL, Verdict.ABANDONED, Verdict.GROWING, Verdict.PENDING);

    /** The fingerprint of a verdict on these tasks, whatever their number and order. */
    public static String of(Verdict verdict, List<Tracked> tasks) {
        TreeSet<String> distinct = new TreeSet<>();
        for (Tracked task : tasks) {
            distinct.add(ABOUT_ORIGINS.contains(verdict) ? origin(task) : describe(task));
        }
        String text = verdict.label() + "\n" + String.join("\n--\n", distinct);
        return HexFormat.of().formatHex(sha256(text)).substring(0, DIGITS);
    }

    /** Of what is made too often it does not matter what each does just now. */
    private static String origin(Tracked task) {
        StringBuilder text = new StringBuilder(task.kind().label());
        append(
                text,
                "by",
                task.createdBy() == null ? List.of() : task.createdBy().frames());
        return text.toString();
    }

    private static String describe(Tracked task) {
        StringBuilder text = new StringBuilder(task.kind().label()).append('\n').append(task.waitName());
        Creation creation = task.createdBy();
        int before = text.length();
        append(text, "at", task.frames());
        append(text, "by", creation == null ? List.of() : creation.frames());
        if (text.length() == before && task.name() != null) {
            // nothing but JDK frames: only the name tells such tasks apart
            text.append("\nname ").append(MethodNames.stable(task.name()));
        }
        if (creation != null && !creation.isCaptured()) {
            text.append("\norigin not captured");
            text.append(task.pool() == null ? "" : "\nin " + MethodNames.stable(task.pool()));
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String label, List<StackTraceElement> frames) {
        String last = "";
        for (StackTraceElement frame : frames) {
            String method = Frames.isJdk(frame) ? last : MethodNames.stable(frame);
            // a recursion counts once, however deep it was this time
            if (!method.equals(last)) {
                text.append('\n').append(label).append(' ').append(method);
                last = method;
            }
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private Fingerprints() {}
}

/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import io.leaktrace.core.scan.Suspect.Likeness;
import io.leaktrace.core.scan.ThreadStates.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/**
 * Reads the stacks of a few suspects of each likeness, and lets them speak for the others: a hundred thousand threads
 * stuck at one line are told from five stacks. They may only if they all agree, in their stack and in what is made of
 * it. What was read stays known as long as the thread does not go on, so each scan reads others, and once one of them
 * differs from the rest, nobody speaks for anybody any more: those who are unread are then said to wait, and no more.
 * One instance per scan.
 */
final class StackSampling {
    /** Stacks read per likeness and scan, if only their lines can differ. */
    static final int FEW = 5;

    /** The same where a stack may turn out to wait for work, which is no harm at all. */
    static final int MORE = 20;

    /** Stacks read per scan. */
    static final int MOST = 500;

    private static final class Group {
        final int few;
        final List<Suspect> read = new ArrayList<>(1);
        final List<Suspect> unread = new ArrayList<>(1);

        Group(Likeness likeness) {
            few = likeness.isTelling() ? FEW : MORE;
        }
    }

    private final long stuckSince;
    private final Map<Likeness, Group> groups = new LinkedHashMap<>();

    /** Has no suspects yet; one that turns out to have gone on after {@code stuckSince} is none any more. */
    StackSampling(long stuckSince) {
        this.stuckSince = stuckSince;
    }

    void add(Suspect suspect) {
        Group group = groups.computeIfAbsent(suspect.likeness(), Group::new);
        (suspect.look().isRead() ? group.read : group.unread).add(suspect);
    }

    /**
     * Reads what is to be read in this scan, and says of every suspect how it stands.
     *
     * @param reader reads stacks: gives the suspects as they are now, those that have ended left out
     */
    void conclude(UnaryOperator<List<Suspect>> reader, ThreadStates states, BiConsumer<Suspect, Verdict> conclusion) {
        List<Suspect> chosen = new ArrayList<>();
        for (Group group : groups.values()) {
            int few = Math.min(Math.min(group.few, group.unread.size()), MOST - chosen.size());
            List<Suspect> first = group.unread.subList(0, few);
            chosen.addAll(first);
            first.clear();
        }
        for (Suspect read : reader.apply(chosen)) {
            if (read.look().isRead() && read.look().since() - stuckSince <= 0) {
                add(read);
            } else {
                conclusion.accept(read, states.of(read.thread(), read.look()));
            }
        }
        groups.values().forEach(group -> conclude(group, states, conclusion));
    }

    private static void conclude(Group group, ThreadStates states, BiConsumer<Suspect, Verdict> conclusion) {
        Suspect speaker = null;
        Verdict verdict = null;
        boolean agreed = group.read.size() >= group.few;
        for (Suspect suspect : group.read) {
            Verdict own = states.of(suspect.thread(), suspect.look());
            conclusion.accept(suspect, own);
            if (speaker == null || verdict == null) {
                speaker = suspect;
                verdict = own;
            } else {
                agreed &= own.equals(verdict)
                        && suspect.look().frames().equals(speaker.look().frames());
            }
        }
        for (Suspect suspect : group.unread) {
            if (agreed && speaker != null && verdict != null) {
                conclusion.accept(suspect.like(speaker), verdict);
            } else {
                conclusion.accept(
                        suspect,
                        ThreadStates.unread(suspect.thread(), suspect.look().state()));
            }
        }
    }
}

/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

final class LoopFinderTest {
    private static final BlockingQueue<String> QUEUE = new LinkedBlockingQueue<>(Collections.nCopies(20, "item"));

    private static volatile boolean stopped = true;
    private static volatile int line;

    @Test
    void findsLoopsThatMayGoOnForEver() throws Exception {
        assertThat(inEndlessLoop("whileTrue", Loops::whileTrue)).isTrue();
        assertThat(inEndlessLoop("whileFlag", Loops::whileFlag)).isTrue();
        assertThat(inEndlessLoop("doWhile", Loops::doWhile)).isTrue();
        assertThat(inEndlessLoop("counting", Loops::counting)).isTrue();
        assertThat(inEndlessLoop("aroundIteration", Loops::aroundIteration)).isTrue();
    }

    @Test
    void takesNoCountedOrIteratedLoopForEndless() throws Exception {
        assertThat(inEndlessLoop("counted", Loops::counted)).isFalse();
        assertThat(inEndlessLoop("iterated", Loops::iterated)).isFalse();
    }

    @Test
    void takesNoCallOutsideOfTheLoopForOneInside() throws Exception {
        assertThat(inEndlessLoop("once", Loops::once)).isFalse();
        assertThat(inEndlessLoop("before", Loops::before)).isFalse();
        assertThat(inEndlessLoop("uninterruptibly", Loops::uninterruptibly)).isFalse();
    }

    private interface Body {
        void run() throws Exception;
    }

    @Test
    void tellsWhetherSomethingIsSentOrWaitedForBeforeTheCall() throws Exception {
        assertThat(around("whileTrue", Loops::whileTrue).actsBefore()).isFalse();
        assertThat(around("asking", Loops::asking).actsBefore()).isTrue();
        assertThat(around("greeting", Loops::greeting).actsBefore()).isTrue();
        assertThat(around("answering", Loops::answering).actsBefore()).isFalse();
        assertThat(around("answering", Loops::answering).waitsInLoop()).isFalse();
        assertThat(around("resting", Loops::resting).waitsInLoop()).isTrue();
        assertThat(around("resting", Loops::resting).waitsBefore()).isFalse();
    }

    @Test
    void countsALoopThatEndsWithItsInputAmongThoseThatRead() throws Exception {
        assertThat(around("untilNull", Loops::untilNull).readLoops()).isOne();
        assertThat(around("untilNull", Loops::untilNull).endlessLoops()).isZero();
    }

    private static boolean inEndlessLoop(String method, Body body) throws Exception {
        return around(method, body).endlessLoops() > 0;
    }

    private static LoopFinder.Surroundings around(String method, Body body) throws Exception {
        body.run();
        try (InputStream in = Loops.class.getResourceAsStream("LoopFinderTest$Loops.class")) {
            return LoopFinder.around(in.readAllBytes(), method, line, "take");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Each method notes the line in which it takes from the queue. */
    private static final class Loops {
        private static String take() throws InterruptedException {
            line = StackWalker.getInstance()
                    .walk(frames -> frames.skip(1).findFirst().orElseThrow().getLineNumber());
            return QUEUE.take();
        }

        static void whileTrue() throws InterruptedException {
            while (true) {
                String item = take();
                if (item != null) {
                    return;
                }
            }
        }

        static void asking() throws InterruptedException {
            stopped = false;
            while (!stopped) {
                sendRequest();
                stopped = take() != null;
            }
        }

        static void answering() throws InterruptedException {
            stopped = false;
            while (!stopped) {
                stopped = take() != null;
                sendRequest();
            }
        }

        static void greeting() throws InterruptedException {
            sendRequest();
            stopped = false;
            while (!stopped) {
                stopped = take() != null;
            }
        }

        static void resting() throws InterruptedException {
            stopped = false;
            while (!stopped) {
                stopped = take() != null;
                Thread.sleep(1);
            }
        }

        static void untilNull() throws InterruptedException {
            String item;
            do {
                item = take() == null ? "" : null;
            } while (item != null);
        }

        private static void sendRequest() {
            Thread.onSpinWait();
        }

        static void whileFlag() throws InterruptedException {
            stopped = false;
            while (!stopped) {
                stopped = take() != null;
            }
        }

        static void doWhile() throws InterruptedException {
            do {
                take();
            } while (!stopped);
        }

        static void counting() throws InterruptedException {
            int taken = 0;
            stopped = false;
            while (!stopped) {
                stopped = take() != null;
                taken++;
            }
            line += taken - taken;
        }

        static void aroundIteration() throws InterruptedException {
            stopped = false;
            while (!stopped) {
                List<String> batch = List.of(take());
                for (String item : batch) {
                    stopped = item != null;
                }
            }
        }

        static void counted() throws InterruptedException {
            for (int i = 0; i < 1; i++) {
                take();
            }
        }

        static void iterated() throws InterruptedException {
            for (String name : List.of("one")) {
                line = name.length();
                take();
            }
        }

        static void once() throws InterruptedException {
            take();
        }

        static String uninterruptibly() {
            while (true) {
                try {
                    return take();
                } catch (InterruptedException e) {
                    stopped = true;
                }
            }
        }

        static void before() throws InterruptedException {
            take();
            while (!stopped) {
                stopped = true;
            }
        }
    }
}

/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LineTest {
    private static final int PRODUCERS = 3;
    private static final int CONSUMERS = 3;
    private static final int EACH = 100_000;
    /** Keeps the object of all entries alive. */
    private static final Object SAME = new Object();

    private final Line line = new Line(null, null);

    @BeforeEach
    @AfterEach
    void clear() {
        Registry.clear();
    }

    @Test
    void startsTheOldestFirst() {
        List<Task> offered = offer(3);

        assertThat(List.of(line.take(SAME), line.take(SAME), line.take(SAME))).isEqualTo(offered);
        assertThat(line.take(SAME)).isNull();
        assertThat(line.peek(false)).isNull();
    }

    @Test
    void startsOnlyWhatIsQueued() {
        List<Task> offered = offer(3);
        offered.get(0).end();
        offered.get(1).move(Task.QUEUED, Task.RUNNING);

        assertThat(line.peek(false)).isSameAs(offered.get(2));
        assertThat(line.take(SAME)).isSameAs(offered.get(2));
        assertThat(line.take(SAME)).isNull();
    }

    @Test
    void goesOnAfterItWasEmpty() {
        offer(1);
        line.take(SAME);
        List<Task> offered = offer(2);

        assertThat(line.take(SAME)).isSameAs(offered.get(0));
        assertThat(line.take(SAME)).isSameAs(offered.get(1));
    }

    @Test
    void dropsWhatEndedInTheQueueExceptTheLast() {
        List<Task> offered = offer(5);
        offered.get(0).end();
        offered.get(2).end();
        offered.get(4).end();
        line.dropEnded();

        assertThat(inside()).containsExactlyInAnyOrder(offered.get(1), offered.get(3), offered.get(4));
        List<Task> more = offer(1);
        line.dropEnded();
        assertThat(inside()).containsExactlyInAnyOrder(offered.get(1), offered.get(3), more.get(0));
        assertThat(List.of(line.take(SAME), line.take(SAME), line.take(SAME)))
                .containsExactly(offered.get(1), offered.get(3), more.get(0));
    }

    @Test
    void passesBySubmissionsThatAreHeldUp() {
        Pool pool = new Pool(SAME, false, false, null, null, null);
        pool.keepsOrder();
        Object heldUp = new Object();
        pool.line.offer(task(heldUp, "held up", 0));
        for (int i = 1; i <= 1_000; i++) {
            Object object = new Object();
            Task task = task(object, "in time", i);
            pool.line.offer(task);
            assertThat(pool.line.take(object)).isSameAs(task);
        }

        List<Task> inside = new ArrayList<>();
        pool.line.forEach(inside::add);
        assertThat(inside).as("what is left to walk past").hasSizeLessThan(5);
        assertThat(pool.inOrder).isTrue();
        assertThat(pool.line.take(heldUp)).isNotNull();
    }

    @Test
    void tellsAQueueThatDoesNotKeepTheOrder() {
        Pool pool = new Pool(SAME, false, false, null, null, null);
        pool.keepsOrder();
        List<Object> objects = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Object object = new Object();
            objects.add(object);
            pool.line.offer(task(object, "t", i));
        }
        assertThat(pool.line.take(objects.get(60))).isNotNull();
        assertThat(pool.inOrder).isTrue();
        assertThat(pool.line.take(objects.get(99))).isNotNull();
        assertThat(pool.inOrder).isFalse();
    }

    /** As in a pool: what is offered goes into a queue after it, where threads overtake each other. */
    @Test
    void findsEachObjectThatAWorkerTookFromTheQueueBesideIt() throws Exception {
        BlockingQueue<Task> queue = new ArrayBlockingQueue<>(1_000);
        List<Object> alive = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger working = new AtomicInteger(PRODUCERS + CONSUMERS);
        ExecutorService hosts = Executors.newFixedThreadPool(PRODUCERS + CONSUMERS + 1);
        List<Future<?>> done = new ArrayList<>();
        for (int i = 0; i < PRODUCERS; i++) {
            done.add(hosts.submit(() -> {
                for (int j = 0; j < EACH; j++) {
                    Object object = new Object();
                    alive.add(object);
                    Task task = task(object, "t", j);
                    line.offer(task);
                    if (j % 7 == 0) {
                        task.end(); // rejected, say
                    } else {
                        queue.put(task);
                    }
                }
                return working.decrementAndGet();
            }));
        }
        for (int i = 0; i < CONSUMERS; i++) {
            done.add(hosts.submit(() -> {
                for (Task next = take(queue, working); next != null; next = take(queue, working)) {
                    assertThat(line.take(next.get())).isSameAs(next);
                    next.end();
                }
                return working.decrementAndGet();
            }));
        }
        Future<?> cleaning = hosts.submit(() -> {
            while (working.get() > 0) {
                line.dropEnded();
                inside();
            }
        });
        for (Future<?> each : done) {
            each.get();
        }
        cleaning.get();
        hosts.shutdown();

        assertThat(alive).hasSize(PRODUCERS * EACH);
        assertThat(line.peek(false)).isNull();
        line.offer(task(SAME, "t", 0));
        assertThat(line.take(SAME)).as("after all that").isNotNull();
    }

    private static Task take(BlockingQueue<Task> queue, AtomicInteger working) throws InterruptedException {
        Task task = null;
        while (task == null) {
            boolean last = working.get() <= CONSUMERS;
            task = queue.poll(1, TimeUnit.MILLISECONDS);
            if (last && task == null) {
                return null;
            }
        }
        return task;
    }

    /** Some offer, some of what was offered ends at once, others take it in turn or out of turn; ours cleans up. */
    @Test
    void losesNothingAndStartsNothingTwice() throws Exception {
        AtomicInteger offering = new AtomicInteger(PRODUCERS);
        AtomicInteger taking = new AtomicInteger(CONSUMERS);
        ExecutorService hosts = Executors.newFixedThreadPool(PRODUCERS + CONSUMERS + 1);
        List<Future<List<Task>>> offered = new ArrayList<>();
        List<Future<List<Task>>> taken = new ArrayList<>();
        for (int i = 0; i < PRODUCERS; i++) {
            String producer = String.valueOf(i);
            offered.add(hosts.submit(() -> produce(producer, offering)));
        }
        for (int i = 0; i < CONSUMERS; i++) {
            boolean inTurn = i > 0;
            taken.add(hosts.submit(() -> consume(inTurn, offering, taking)));
        }
        Future<?> cleaning = hosts.submit(() -> {
            while (taking.get() > 0) {
                line.dropEnded();
                inside();
            }
        });
        Set<Task> started = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Future<List<Task>> some : taken) {
            some.get().forEach(task -> assertThat(started.add(task)).as("once").isTrue());
            assertInOrder(some.get());
        }
        int left = 0;
        for (Future<List<Task>> some : offered) {
            for (Task task : some.get()) {
                left += started.contains(task) || task.state() == Task.ENDED ? 0 : 1;
            }
        }
        cleaning.get();
        hosts.shutdown();

        assertThat(left).as("neither started nor ended").isZero();
        assertThat(line.peek(false)).isNull();
        assertThat(inside()).allMatch(task -> task.state() != Task.QUEUED);
    }

    private List<Task> produce(String name, AtomicInteger offering) {
        List<Task> tasks = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            Task task = task(name, i);
            tasks.add(task);
            line.offer(task);
            if (i % 5 == 0) {
                task.end(); // rejected, say
            }
        }
        offering.decrementAndGet();
        return tasks;
    }

    private List<Task> consume(boolean inTurn, AtomicInteger offering, AtomicInteger taking) {
        List<Task> tasks = new ArrayList<>();
        Callable<Task> next = inTurn ? () -> line.take(SAME) : this::takeOutOfTurn;
        try {
            boolean last = false;
            while (!last) {
                last = offering.get() == 0;
                for (Task task = next.call(); task != null; task = next.call()) {
                    tasks.add(task);
                }
            }
            return tasks;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            taking.decrementAndGet();
        }
    }

    /** As somebody does who does not know which of several lines is meant. */
    private Task takeOutOfTurn() {
        Task task = line.peek(false);
        while (task != null && !task.move(Task.QUEUED, Task.RUNNING)) {
            task = line.peek(false);
        }
        return task;
    }

    private static void assertInOrder(List<Task> taken) {
        long[] last = new long[PRODUCERS];
        java.util.Arrays.fill(last, -1);
        for (Task task : taken) {
            int producer = Integer.parseInt(task.creatorName);
            assertThat(task.createdAt).as("in order of submission").isGreaterThan(last[producer]);
            last[producer] = task.createdAt;
        }
    }

    private List<Task> inside() {
        List<Task> inside = new ArrayList<>();
        line.forEach(inside::add);
        return inside;
    }

    private List<Task> offer(int count) {
        List<Task> offered = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Task task = task("t", i);
            offered.add(task);
            line.offer(task);
        }
        return offered;
    }

    /** One that is in a line, and so in no bucket. */
    private static Task task(String creator, long createdAt) {
        return task(SAME, creator, createdAt);
    }

    private static Task task(Object object, String creator, long createdAt) {
        Task task = new Task(object, Kind.EXECUTOR_TASK, Task.QUEUED, false, null, creator, null, createdAt);
        task.again = Task.CLOSED;
        return task;
    }
}

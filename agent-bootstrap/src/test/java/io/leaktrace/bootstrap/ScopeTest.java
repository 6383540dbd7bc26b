/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ScopeTest {
    private static final int GENERATIONS = 200_000;

    @BeforeEach
    @AfterEach
    void clear() {
        Registry.clear();
    }

    @Test
    void countsWhatIsCreatedInItAndEnds() {
        Scope scope = enter("test", null);
        Task task = create(Current.self().within());
        assertThat(scope.isAnyAlive()).isTrue();

        Task inside = create(task);
        task.end();
        assertThat(scope.isAnyAlive()).isTrue();

        inside.end();
        assertThat(scope.isAnyAlive()).isFalse();
        assertThat(scope.created()).isEqualTo(2);
        Scope.leave(scope);
    }

    @Test
    void knowsNothingOfWhatComesAfterOrRunsBeside() throws Exception {
        Scope scope = enter("test", null);
        Thread beside = new Thread(() -> create(Current.self().within()));
        beside.start();
        beside.join();
        Scope.leave(scope);
        create(Current.self().within());

        assertThat(scope.created()).isZero();
        assertThat(Scope.current()).isNull();
    }

    @Test
    void countsWhatItsPartsCreateToo() {
        Scope outer = enter("outer", null);
        Scope inner = enter("inner", outer);
        Task task = create(Current.self().within());

        assertThat(Scope.above(task)).isSameAs(inner);
        assertThat(outer.isAnyAlive()).isTrue();
        assertThat(outer.counts(task)).isTrue();
        Scope.leave(inner);
        assertThat(Scope.current()).isSameAs(outer);
        Scope.leave(outer);
    }

    @Test
    void isNoPartOfTheScopeItHappensToBeEnteredIn() {
        Scope one = enter("one", null);
        Scope stolen = enter("stolen", null);
        create(Current.self().within());

        assertThat(stolen.isAnyAlive()).isTrue();
        assertThat(one.isAnyAlive()).isFalse();
        Scope.leave(one);
    }

    @Test
    void leavesWhatWasEnteredInsideAsWell() {
        Scope outer = enter("outer", null);
        enter("forgotten", outer);

        Scope.leave(outer);

        assertThat(Scope.current()).isNull();
    }

    @Test
    void isOutOfSightInATaskThatAnotherHasSubmitted() {
        ThreadTask self = Current.self();
        Task ofAnother = create(self);
        Scope scope = enter("test", null);
        self.current(ofAnother); // the thread runs it meanwhile

        assertThat(self.within()).isSameAs(ofAnother);
        self.current(null);
        assertThat(self.within()).isSameAs(scope);
        Scope.leave(scope);
    }

    @Test
    void remainsAnAncestorHoweverLongTheChain() {
        Scope scope = enter("test", null);
        Task task = create(Current.self().within());
        for (int i = 0; i < 1000; i++) {
            Task next = create(task);
            task.end();
            task = next;
        }

        assertThat(Scope.above(task)).isSameAs(scope);
        assertThat(generations(task)).isLessThan(40);
        task.end();
        assertThat(scope.isAnyAlive()).isFalse();
        Scope.leave(scope);
    }

    /** Each of many tasks ends as soon as it has created the next, on threads of their own; somebody asks all the time. */
    @Test
    void neverSeemsOverWhileAnythingIsAlive() throws Exception {
        Scope scope = enter("test", null);
        Task root = create(Current.self().within());
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> chains = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            chains.add(threads.submit(() -> {
                Task task = create(root);
                for (int generation = 0; generation < GENERATIONS; generation++) {
                    Task next = create(task);
                    task.end();
                    task = next;
                }
                return task;
            }));
        }
        Future<Integer> wrong = threads.submit(() -> {
            int times = 0;
            while (!over.get()) {
                times += scope.isAnyAlive() ? 0 : 1;
            }
            return times;
        });
        List<Task> last = new ArrayList<>();
        for (Future<?> chain : chains) {
            last.add((Task) chain.get(60, TimeUnit.SECONDS));
        }
        root.end();
        over.set(true);

        assertThat(wrong.get(60, TimeUnit.SECONDS)).isZero();
        last.forEach(Task::end);
        assertThat(scope.isAnyAlive()).isFalse();
        assertThat(scope.created()).isEqualTo(1 + 3L * (GENERATIONS + 1));
        threads.shutdown();
        Scope.leave(scope);
    }

    private static Scope enter(String name, Scope enclosing) {
        return (Scope) Scope.enter(name, enclosing);
    }

    private static Task create(Task parent) {
        TableTask task = new TableTask(new Object(), Kind.EXECUTOR_TASK, Task.QUEUED, false, parent, "thread", null, 0);
        Registry.add(task);
        return task;
    }

    private static int generations(Task task) {
        int generations = 0;
        for (Task t = task; t != null; t = t.parent) {
            generations++;
        }
        return generations;
    }
}

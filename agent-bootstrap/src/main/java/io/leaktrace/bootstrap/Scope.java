/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.bootstrap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * A stretch of code whose tasks are to be told from all others, such as a test: whatever is created in it, directly or
 * through any chain of tasks, has it among its ancestors. It is never in the {@link Registry} and never shown as a task.
 *
 * <p>Each scope counts what was created in it and what of that has ended. What a task creates is counted before the task
 * ends; so if as many had ended at one moment as were created until some later one, nothing was alive in between, and
 * nothing ever will be, unless the scope is entered again. That is told without looking for anything, and while everything
 * moves: a search could look for a task where it is not yet, and then where it is no more.
 *
 * <p>Entered and left by the thread that runs the code. What is known of that lies in the thread's own entry, so no two
 * threads meet here; scopes of parallel tests know nothing of each other. A scope that was left stays the ancestor of
 * what came out of it.
 */
public final class Scope extends Task {
    /** What can tell which tasks of a scope are alive: the agent, while it runs. Any thread may ask. */
    public interface Judge {
        /** Whether anything is alive that came out of a scope; also what no test is to blame for. Costs next to nothing. */
        boolean isAnyAlive(Object scope);

        /** Everything alive now, for {@link #leaks} to leave out. */
        Object alive();

        /**
         * What has leaked out of a scope, or if that is null, out of all that were not asked about on their own.
         *
         * @param query what to look for; what keys there are, here and in the answer, is between those who ask and the core
         */
        Map<String, Object> leaks(Object scope, Map<String, Object> query);

        /** Whether a query is valid, and what rules it has. */
        Map<String, Object> check(Map<String, Object> query);

        /** A report for programs: of leaks as the answers have them, and of rules that matched nothing. */
        String report(List<String> leaks, List<String> stale);
    }

    /** That a thread is in a scope, and in which it was before. */
    static final class Entered {
        final Scope scope;
        /** What the thread was running when it entered: if it is something else now, that is further in. */
        final Task base;

        final Entered outer;

        Entered(Scope scope, Task base, Entered outer) {
            this.scope = scope;
            this.base = base;
            this.outer = outer;
        }
    }

    private static volatile boolean used;
    /** Makes the one who judges, when a test asks: at the start of an agent that would be too early. */
    private static Supplier<?> source;

    private static Judge judge;

    /** How users know it. Racy; changed while nothing is asked yet. */
    public String name;
    /** The scope that this one is a part of, which is not always the one that the thread was in; or null. */
    public final Scope enclosing;

    /** Of what came out of it and of its parts. */
    private final LongAdder created = new LongAdder();

    private final LongAdder ended = new LongAdder();
    private volatile boolean judged;
    /** Whether the thread that was in it has left it, or somebody else said so. */
    private volatile boolean left;
    /** Whether tests that begin on its thread meanwhile are parts of it. */
    private final boolean adopting;

    private Scope(String name, Scope enclosing, Task parent, boolean adopting) {
        super(null, Kind.THREAD, PENDING, false, parent, null, null, System.nanoTime()); // nothing to be collected
        this.name = name;
        this.enclosing = enclosing;
        this.adopting = adopting;
    }

    /** Sets where to get the one who judges, or null when the agent goes. */
    public static synchronized void judge(Supplier<?> made) {
        source = made;
        judge = null;
    }

    /** Who judges, made at the first call; null if no agent runs. */
    public static synchronized Judge judge() {
        if (judge == null && source != null) {
            judge = (Judge) source.get();
        }
        return judge;
    }

    /** Whether there ever was a scope; if not, nobody needs to look for one. */
    public static boolean isUsed() {
        return used;
    }

    /**
     * Makes a scope and lets this thread enter it.
     *
     * @param name how users know it
     * @param enclosing the scope that it is a part of, or null
     */
    public static Object enter(String name, Object enclosing) {
        return enter(name, (Scope) enclosing, false);
    }

    /**
     * Makes a part of the innermost scope that this thread is in and lets it enter that. Tests that begin on this thread
     * before it leaves are parts of it.
     *
     * @param name how users know it, if the thread is in no scope whose name it could have
     */
    public static Object enterPart(String name) {
        Scope current = (Scope) current();
        return enter(current == null ? name : current.name, current, true);
    }

    private static Scope enter(String name, Scope enclosing, boolean adopting) {
        used = true;
        ThreadTask self = Current.self();
        Scope scope = new Scope(name, adopter(self, enclosing), self.within(), adopting);
        scope.enter(self);
        return scope;
    }

    /**
     * What a scope is a part of that is said to be one of this: a scope that was opened in there by hand, around it. Else what
     * a thread is in says nothing: it may run a test in the middle of another.
     */
    private static Scope adopter(ThreadTask self, Scope enclosing) {
        Entered in = self.entered;
        if (in == null || !in.scope.adopting || in.scope.left) {
            return enclosing;
        }
        Scope outer = in.scope;
        while (outer != null && outer.adopting) {
            outer = outer.enclosing;
        }
        return outer == enclosing ? in.scope : enclosing;
    }

    /** Lets this thread enter a scope that was made before, here or on another thread. */
    public static void enter(Object scope) {
        ((Scope) scope).enter(Current.self());
    }

    /** Gives a scope another name, for one that was entered before it was known what it is. */
    public static void rename(Object scope, String name) {
        ((Scope) scope).name = name;
    }

    /**
     * Lets this thread leave a scope, and those that it entered inside. If it is another thread that is in it, what that one
     * creates is no longer part of it.
     */
    public static void leave(Object scope) {
        ((Scope) scope).left = true;
        ThreadTask self = Current.self();
        for (Entered in = self.entered; in != null; in = in.outer) {
            if (in.scope == scope) {
                self.entered = in.outer;
                return;
            }
        }
    }

    /** The innermost scope that this thread is in, or that its task came out of; null if there is none. */
    public static Object current() {
        Task creator = Current.self().within();
        return creator instanceof Scope ? creator : above(creator);
    }

    /** How many tasks were created in it or in its parts. Any thread. */
    public long created() {
        return created.sum();
    }

    /** How many of these have ended. To be asked before {@link #created()}, so that nothing alive is overlooked. */
    public long ended() {
        return ended.sum();
    }

    /** Whether anything that came out of it has not ended, as far as that was seen. */
    public boolean isAnyAlive() {
        long over = ended();
        return created() != over;
    }

    /** Whether a task counts in this scope. */
    public boolean counts(Task task) {
        for (Scope scope = above(task); scope != null; scope = scope.enclosing) {
            if (scope == this) {
                return true;
            }
        }
        return false;
    }

    /** Its leaks are known now, or do not matter: nobody is to be told of them again. */
    public static void close(Object scope) {
        ((Scope) scope).judged = true;
    }

    /** Whether its leaks were asked for on their own. */
    public boolean isJudged() {
        return judged;
    }

    /** The nearest scope that a task came out of, or null. Any thread; as far as its ancestors are remembered. */
    static Scope above(Task task) {
        if (used) {
            for (Task t = task; t != null; t = t.parent) {
                if (t instanceof Scope) {
                    return (Scope) t;
                }
            }
        }
        return null;
    }

    /** The entries of this thread and of what it runs, and of the pool that it works for. */
    public static Task[] asking() {
        ThreadTask self = Current.self();
        ArrayList<Task> asking = new ArrayList<>();
        asking.add(self);
        for (Task task = self.current; task != null; task = task.outer) {
            asking.add(task);
        }
        if (self.workerOf != null) {
            asking.add(self.workerOf);
        }
        return asking.toArray(new Task[0]);
    }

    /** A task is admitted to the registry, by its creator. */
    static void created(Task task) {
        for (Scope scope = above(task); scope != null; scope = scope.enclosing) {
            scope.created.increment();
        }
    }

    /** A task has ended, and still has its creators. */
    static void ended(Task task) {
        for (Scope scope = above(task); scope != null; scope = scope.enclosing) {
            scope.ended.increment();
        }
    }

    /** Whether it is over for whatever thread is still in it. */
    boolean isLeft() {
        return left;
    }

    /** The first of a chain of tasks that came out of a scope, or the scope if there is none; null without a scope. */
    static Task rootAbove(Task task) {
        Task root = above(task);
        for (Task t = task; root != null && t != root; t = t.parent) {
            if (t.parent == root) {
                return t;
            }
        }
        return root;
    }

    private void enter(ThreadTask self) {
        left = false;
        self.entered = new Entered(this, self.current, self.entered);
    }
}

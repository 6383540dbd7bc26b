/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Does what it is told: {@code hot 1000 10} submits in the line {@code hot} a thousand tasks that end and, right behind them,
 * ten that stay queued in the pool {@code hot}; {@code first 1000 10 second 0 10} does the same in two lines without a pause;
 * {@code hot drop} lets go what stays.
 */
public final class HotLines {
    private static final Method EXECUTE = method();
    private static final ExecutorService POOL = Executors.newFixedThreadPool(2);

    /** Where tasks wait that must stay, with what keeps their worker busy. */
    private record Kept(String name, ExecutorService pool) {
        static Kept of(String name) {
            ExecutorService pool = Executors.newFixedThreadPool(1, body -> new Thread(body, name + "-1"));
            pool.execute(Program::busy);
            return new Kept(name, pool);
        }
    }

    private static final class Job implements Runnable {
        @Override
        public void run() {}
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println("ready");
        List<Kept> kept = new ArrayList<>();
        int done = 0;
        for (String line = Program.nextLine(); !line.equals("stop"); line = Program.nextLine()) {
            String[] words = line.split(" ");
            if (words[1].equals("drop")) {
                kept.stream().filter(each -> each.name.equals(words[0])).forEach(each -> each.pool.shutdownNow());
                kept.removeIf(each -> each.name.equals(words[0]));
            } else {
                for (int i = 0; i < words.length; i += 3) {
                    kept.add(submit(words[i], Integer.parseInt(words[i + 1]), Integer.parseInt(words[i + 2])));
                }
            }
            System.out.println("done " + ++done + ";");
        }
        Program.end();
    }

    private static Kept submit(String line, int ending, int staying) throws Exception {
        Kept kept = Kept.of(line);
        for (int i = 0; i < ending + staying; i++) {
            submit(line, i < ending ? POOL : kept.pool);
        }
        return kept;
    }

    private static void submit(String line, ExecutorService pool) throws Exception {
        switch (line) {
            case "hot" -> pool.execute(new Job()); // HEALTHY: hot
            case "rare" -> pool.execute(new Job()); // HEALTHY: rare
            case "first" -> first(pool, new Job());
            case "second" -> second(pool, new Job());
            default -> throw new IllegalArgumentException(line);
        }
    }

    /** By reflection, and of parameters that say nothing: so that no call tells these two apart. */
    private static void first(Object pool, Object job) throws Exception {
        EXECUTE.invoke(pool, job); // HEALTHY: first
    }

    private static void second(Object pool, Object job) throws Exception {
        EXECUTE.invoke(pool, job); // HEALTHY: second
    }

    private static Method method() {
        try {
            return Executor.class.getMethod("execute", Runnable.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private HotLines() {}
}

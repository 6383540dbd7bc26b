/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.scenario;

import java.io.InputStream;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;

/** Ten thousand class loaders, of each of which a task ran, submitted by the loader's own code: all must be collected. */
public final class ManyLoaders {
    private static final int LOADERS = 10_000;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    public static void main(String[] arguments) throws Exception {
        byte[] bytes;
        try (InputStream in = ManyLoaders.class.getResourceAsStream("ManyLoaders$Plugin.class")) {
            bytes = in.readAllBytes();
        }
        ThreadPoolExecutor pool = (ThreadPoolExecutor) Executors.newFixedThreadPool(2);
        pool.prestartAllCoreThreads(); // a thread keeps the protection domains of the code that started it
        ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
        Set<Reference<?>> references = new HashSet<>();
        for (int i = 0; i < LOADERS; i++) {
            references.add(runOne(bytes, pool, collected));
            if (i % 100 == 0) {
                pool.submit(() -> {}).get(); // not too far ahead of the workers
            }
        }
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!references.isEmpty() && System.nanoTime() < deadline) {
            System.gc();
            Reference<?> reference = collected.remove(100);
            while (reference != null) {
                references.remove(reference);
                reference = collected.poll();
            }
        }
        System.out.println("left=" + references.size() + ";");
        Program.run();
        Reference.reachabilityFence(pool);
    }

    private static Reference<?> runOne(byte[] bytes, ExecutorService pool, ReferenceQueue<ClassLoader> collected)
            throws Exception {
        Loader loader = new Loader(bytes);
        Class<?> plugin = loader.loadClass(Plugin.class.getName());
        plugin.getMethod("submit", ExecutorService.class).invoke(null, pool);
        return new WeakReference<>(loader, collected);
    }

    /** Defines its own copy of the plugin. */
    private static final class Loader extends ClassLoader {
        private final byte[] bytes;

        Loader(byte[] bytes) {
            super(ManyLoaders.class.getClassLoader());
            this.bytes = bytes;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Plugin.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? defineClass(name, bytes, 0, bytes.length) : loaded;
        }
    }

    /** Code of a loader: creates tasks and futures of its own class. */
    public static final class Plugin implements Runnable {
        /** Leaves nothing behind. */
        public static void submit(ExecutorService pool) {
            pool.submit(new Plugin());
            pool.execute(new Plugin());
            CompletableFuture.runAsync(new Plugin(), pool);
            new CompletableFuture<String>().thenRun(new Plugin());
        }

        @Override
        public void run() {
            Thread.yield();
        }
    }

    private ManyLoaders() {}
}

/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package com.acme;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Imports orders, several at the same time. */
final class Orders {
    /** How many were imported. Leaks: nobody tells the threads of the pool that there is no more to do. */
    static int importAll(List<String> orders) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(2); // LEAK: pool
        return pool.invokeAll(imports(orders)).size();
    }

    /** The same, mended. */
    static int importAllAndEnd(List<String> orders) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            return pool.invokeAll(imports(orders)).size();
        } finally {
            pool.shutdown();
        }
    }

    private static Collection<Callable<String>> imports(List<String> orders) {
        return orders.stream().<Callable<String>>map(order -> order::strip).toList();
    }

    private Orders() {}
}

/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.real;

import io.leaktrace.it.scenario.Program;
import java.util.concurrent.CompletableFuture;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** An asynchronous method of Spring waits for another one, in a pool that has a thread for one of them. */
@Configuration(proxyBeanMethods = false)
@EnableAsync
@Import({AsyncStarved.Orders.class, AsyncStarved.Prices.class})
public class AsyncStarved {
    public static void main(String[] arguments) throws Exception {
        Setup.logging();
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(AsyncStarved.class);
        context.getBean(Orders.class).order(); // LEAK: order
        Program.run();
    }

    @Bean
    public static ThreadPoolTaskExecutor taskExecutor() {
        ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
        executor.setCorePoolSize(1);
        executor.setMaxPoolSize(1);
        return executor;
    }

    /** Waits for prices. */
    public static class Orders {
        private final Prices prices;

        public Orders(Prices prices) {
            this.prices = prices;
        }

        @Async
        public CompletableFuture<String> order() {
            return CompletableFuture.completedFuture(prices.price().join()); // LEAK: price
        }
    }

    /** Would answer at once. */
    public static class Prices {
        @Async
        public CompletableFuture<String> price() {
            return CompletableFuture.completedFuture("fine");
        }
    }
}

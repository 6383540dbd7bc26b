/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.real;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Spring Boot with asynchronous methods, one schedule that is busy and one that is not; main ends. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableAsync
@EnableScheduling
@Import({SpringWeb.Front.class, SpringWeb.Work.class})
public class SpringWeb {
    public static void main(String[] arguments) throws Exception {
        SpringApplication application = new SpringApplication(SpringWeb.class);
        application.setDefaultProperties(Map.of(
                "server.port", "0",
                "server.address", "127.0.0.1",
                "spring.main.banner-mode", "off",
                "logging.level.root", "error"));
        ServletWebServerApplicationContext context = (ServletWebServerApplicationContext) application.run(arguments);
        Setup.requests(context.getWebServer().getPort(), "/now");
        Setup.requests(context.getWebServer().getPort(), "/later");
        Setup.restAside();
    }

    /** Answers requests. */
    @RestController
    public static class Front {
        private final Work work;

        public Front(Work work) {
            this.work = work;
        }

        @GetMapping("/now")
        public String now() {
            return work.later().join();
        }

        @GetMapping("/later")
        public CompletableFuture<String> later() {
            return work.later();
        }
    }

    /** Works in the pools that Spring makes for it. */
    public static class Work {
        private int ticks;

        @Async
        public CompletableFuture<String> later() {
            return CompletableFuture.completedFuture("fine");
        }

        @Scheduled(fixedRate = 100)
        public void tick() {
            ticks++;
        }

        @Scheduled(cron = "0 0 3 29 2 *")
        public void leapDay() {
            ticks = 0;
        }
    }
}

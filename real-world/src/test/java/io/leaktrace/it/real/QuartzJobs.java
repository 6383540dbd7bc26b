/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.real;

import java.util.concurrent.CountDownLatch;
import org.quartz.CronScheduleBuilder;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;

/** Quartz with its ten threads, some hundred jobs that come once, one that comes often and one that comes at leap days; main ends. */
public final class QuartzJobs {
    private static final CountDownLatch ONCE = new CountDownLatch(300);

    public static void main(String[] arguments) throws Exception {
        Setup.logging();
        Scheduler scheduler = StdSchedulerFactory.getDefaultScheduler();
        scheduler.start();
        for (long i = ONCE.getCount(); i > 0; i--) {
            scheduler.scheduleJob(
                    JobBuilder.newJob(Once.class).build(),
                    TriggerBuilder.newTrigger().build());
        }
        scheduler.scheduleJob(
                JobBuilder.newJob(Often.class).build(),
                TriggerBuilder.newTrigger()
                        .withSchedule(SimpleScheduleBuilder.simpleSchedule()
                                .withIntervalInMilliseconds(200)
                                .repeatForever())
                        .build());
        scheduler.scheduleJob(
                JobBuilder.newJob(Often.class).build(),
                TriggerBuilder.newTrigger()
                        .withSchedule(CronScheduleBuilder.cronSchedule("0 0 3 29 2 ?"))
                        .build());
        ONCE.await();
        Setup.restAside();
    }

    /** Comes once. */
    public static final class Once implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            ONCE.countDown();
        }
    }

    /** Comes again and again. */
    public static final class Often implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            context.setResult("fine");
        }
    }

    private QuartzJobs() {}
}

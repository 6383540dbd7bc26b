/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.benchmark.naive;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.none;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import java.lang.instrument.Instrumentation;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.matcher.ElementMatcher;

/** Where the JVM enters: {@code new Throwable()} for every task and thread, in a map until it has run. */
public final class NaiveAgent {
    /** Called by the JVM before {@code main}. */
    public static void premain(String arguments, Instrumentation instrumentation) throws ClassNotFoundException {
        Object warmUp = new Object();
        Origins.created(warmUp);
        Origins.ended(warmUp);
        Class.forName("java.util.concurrent.ForkJoinPool");
        AgentBuilder agent = new AgentBuilder.Default()
                .disableClassFormatChanges()
                .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
                .with(AgentBuilder.DescriptionStrategy.Default.POOL_ONLY)
                .with(AgentBuilder.Listener.StreamWriting.toSystemError().withErrorsOnly())
                .ignore(none());
        agent = hook(agent, "java.util.concurrent.ThreadPoolExecutor", Hooks.Submitted.class, named("execute"));
        agent = hook(agent, "java.util.concurrent.ThreadPoolExecutor", Hooks.AfterExecute.class, named("afterExecute"));
        agent = hook(
                agent,
                "java.util.concurrent.ForkJoinPool",
                Hooks.SubmittedToForkJoin.class,
                namedOneOf("execute", "submit", "invoke").and(takesArguments(1)));
        agent = hook(agent, "java.util.concurrent.ForkJoinTask", Hooks.Ended.class, named("doExec"));
        agent = hook(agent, "java.lang.Thread", Hooks.Started.class, named("start"));
        agent = hook(agent, "java.lang.Thread", Hooks.Ended.class, named("exit"));
        agent = hook(
                agent,
                "java.lang.VirtualThread",
                Hooks.Started.class,
                named("start").and(takesArguments(1)));
        agent = hook(
                agent,
                "java.lang.VirtualThread",
                Hooks.Ended.class,
                named("run").and(takesArguments(1)));
        agent.installOn(instrumentation);
    }

    private static AgentBuilder hook(
            AgentBuilder agent, String type, Class<?> advice, ElementMatcher<? super MethodDescription> methods) {
        return agent.type(named(type))
                .transform((builder, description, loader, module, domain) ->
                        builder.visit(Advice.to(advice, ClassFileLocator.ForClassLoader.ofBootLoader())
                                .on(methods)));
    }

    private NaiveAgent() {}
}

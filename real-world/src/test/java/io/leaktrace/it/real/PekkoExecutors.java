/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.real;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.dispatch.MessageDispatcher;

/** Dispatchers of Pekko, with one thread each. */
public final class PekkoExecutors {
    private static final String CONFIG = String.join(
            "\n",
            "pekko.loglevel = off",
            "pool { type = Dispatcher, executor = thread-pool-executor, thread-pool-executor.fixed-pool-size = 1, throughput = 1 }",
            "fork-join { type = Dispatcher, executor = fork-join-executor,",
            "  fork-join-executor { parallelism-min = 1, parallelism-max = 1 } }",
            "pinned { type = PinnedDispatcher, executor = thread-pool-executor }");

    public static void main(String[] arguments) throws Exception {
        Work.main(arguments, PekkoExecutors::stuck, PekkoExecutors::starved, PekkoExecutors::innocent);
    }

    private static ActorSystem system() {
        return ActorSystem.create("shop", ConfigFactory.parseString(CONFIG).withFallback(ConfigFactory.load()));
    }

    /** Runs what it is told. */
    public static final class Obeying extends AbstractActor {
        @Override
        public Receive createReceive() {
            return receiveBuilder().match(Runnable.class, Runnable::run).build();
        }
    }

    private static void stuck() throws Exception {
        ActorSystem system = system();
        for (String id : new String[] {"pool", "fork-join"}) {
            MessageDispatcher dispatcher = system.dispatchers().lookup(id);
            Work executed = new Work();
            dispatcher.execute(executed.stuck()); // LEAK: execute
            executed.awaitStart();
            dispatcher.execute(() -> {}); // LEAK: queued
        }
        ActorRef pinned = actor(system, "pinned");
        Work told = new Work();
        pinned.tell(told.stuck(), ActorRef.noSender()); // LEAK: tell
        told.awaitStart();

        ActorRef plain = actor(system, "pekko.actor.default-dispatcher");
        Work toldPlain = new Work();
        plain.tell(toldPlain.stuck(), ActorRef.noSender()); // LEAK: tell-default
        toldPlain.awaitStart();
    }

    /** An actor that has started and rests: else its next message is none that its dispatcher has to be given. */
    private static ActorRef actor(ActorSystem system, String dispatcher) throws InterruptedException {
        ActorRef actor = system.actorOf(Props.create(Obeying.class).withDispatcher(dispatcher));
        ask(actor);
        Work.awaitRest("shop-" + dispatcher);
        return actor;
    }

    private static String ask(ActorRef actor) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        actor.tell((Runnable) () -> answer.complete("fine"), ActorRef.noSender());
        return Setup.fine(answer.join());
    }

    private static void starved() {
        ActorSystem system = system();
        for (String id : new String[] {"pool", "fork-join"}) {
            MessageDispatcher dispatcher = system.dispatchers().lookup(id);
            dispatcher.execute(() -> Work.await(Work.later(dispatcher))); // LEAK: starved
        }
    }

    private static void innocent() throws Exception {
        ActorSystem system = system();
        for (String id : new String[] {"pool", "fork-join"}) {
            MessageDispatcher dispatcher = system.dispatchers().lookup(id);
            Setup.repeat(() -> Work.await(Work.later(dispatcher)));
            ActorRef actor = actor(system, id);
            Setup.repeat(() -> ask(actor));
        }
        system.scheduler().scheduleOnce(Duration.ofHours(1), () -> {}, system.dispatcher());
    }

    private PekkoExecutors() {}
}

/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.real;

import java.time.Duration;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** A Pekko actor that is asked some hundred times; main waits for the end of the actors. */
public final class PekkoActors {
    private record Question(ActorRef<String> asker) {}

    public static void main(String[] arguments) throws Exception {
        Setup.logging();
        ActorSystem<Question> system = ActorSystem.create(shop(), "shop");
        Setup.repeat(() -> Setup.fine(
                AskPattern.<Question, String>ask(system, Question::new, Duration.ofMinutes(1), system.scheduler())
                        .toCompletableFuture()
                        .get()));
        Setup.restAside();
        system.getWhenTerminated().toCompletableFuture().get();
    }

    private static Behavior<Question> shop() {
        return Behaviors.receiveMessage(question -> {
            question.asker.tell("fine");
            return Behaviors.same();
        });
    }

    private PekkoActors() {}
}

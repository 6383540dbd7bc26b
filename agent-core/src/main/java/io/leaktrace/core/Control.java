/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core;

import io.leaktrace.bootstrap.Bridge;
import io.leaktrace.core.option.OptionException;
import java.util.function.Function;

/** Answers a further load of the agent into a process where it runs already: changes its options, or detaches it. */
final class Control implements Function<String, String> {
    private final Standby standby;

    Control(Standby standby) {
        this.standby = standby;
    }

    @Override
    public String apply(String arguments) {
        Request request = Request.parse(arguments);
        boolean before = Bridge.claimThread();
        try {
            if (request.isDetach()) {
                standby.agent().detach();
                request.accept("detached: every class restored");
            } else if (request.body().isEmpty()) {
                request.accept("already attached; " + standby.startLine());
            } else {
                request.accept("options changed: " + standby.agent().set(request.body()));
            }
        } catch (OptionException e) {
            request.refuse(e.getMessage());
            AgentLog.say("options not changed: " + e.getMessage());
        } finally {
            Bridge.releaseThread(before);
        }
        return "";
    }
}

/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.core.instrument;

import java.util.function.Supplier;

/** Methods of every shape that weaving must leave as they are. A test loads it woven. */
public class Shapes {
    private final Object made;

    public Shapes() {
        made = "nothing";
    }

    public Shapes(Object argument) {
        this(argument, argument == null ? "null" : "something");
    }

    private Shapes(Object argument, String what) {
        made = what;
        if (argument == null) {
            return;
        }
        argument = null;
    }

    public Object nothing(Object argument) {
        return made;
    }

    public void noResult(Object argument) {}

    public int number(Object argument) {
        return argument == null ? 0 : 42;
    }

    public long big(Object argument) {
        long a = 1;
        double b = 2;
        for (int i = 0; i < 10; i++) {
            a += (long) b;
        }
        return a;
    }

    public double real(Object argument) {
        return 0.5;
    }

    public float small(Object argument) {
        return 0.25f;
    }

    public boolean[] array(Object argument) {
        return new boolean[] {true};
    }

    /** Begins with the target of a jump. */
    public Object loop(Object argument) {
        do {
            argument = argument instanceof String ? null : "again";
        } while (argument != null);
        return "done";
    }

    /** Catches all, also around its returns. */
    public Object catches(Object argument) {
        try {
            if (argument == null) {
                return "none";
            }
            return argument.toString();
        } catch (Throwable t) {
            return "caught " + t.getMessage();
        }
    }

    public Object lastly(Object argument) {
        try {
            return argument.toString();
        } finally {
            argument = null;
        }
    }

    public synchronized Object locked(Object argument) {
        if (argument == null) {
            throw new IllegalStateException("no argument");
        }
        synchronized (argument) {
            return argument;
        }
    }

    public Object throwing(Object argument) {
        throw new IllegalStateException("no luck");
    }

    public Object deep(Object argument) {
        return deep(argument);
    }

    public static Object ofNobody(Object argument) {
        Supplier<Object> later = () -> argument;
        return later.get();
    }
}

/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.internal.InternalFutureFailureAccess;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.resolver.AddressResolver;
import io.netty.util.HashedWheelTimer;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.mockito.Mockito;
import org.objenesis.Objenesis;

/** A class of each library that cases use. */
final class Libraries {
    static Class<?>[] all() {
        return new Class<?>[] {
            MoreExecutors.class,
            InternalFutureFailureAccess.class,
            Bootstrap.class,
            ByteBuf.class,
            AddressResolver.class,
            HashedWheelTimer.class,
            Mockito.class,
            ByteBuddy.class,
            ByteBuddyAgent.class,
            Objenesis.class
        };
    }

    private Libraries() {}
}

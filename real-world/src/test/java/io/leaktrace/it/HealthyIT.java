/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import io.leaktrace.it.real.Grpc;
import io.leaktrace.it.real.H2Pool;
import io.leaktrace.it.real.JettyWeb;
import io.leaktrace.it.real.NettyWeb;
import io.leaktrace.it.real.SpringWeb;
import io.leaktrace.it.real.TomcatWeb;
import io.leaktrace.it.real.VertxWeb;

/** Servers, pools and clients that people use every day: they work, then they rest, and none of it is a finding. */
class HealthyIT {
    @OnEveryJdk
    void staysSilentForTomcat(Jdk jdk) throws Exception {
        HealthyProgram.verify(jdk, TomcatWeb.class);
    }

    @OnEveryJdk
    void staysSilentForJetty(Jdk jdk) throws Exception {
        HealthyProgram.verify(jdk, JettyWeb.class);
    }

    @OnEveryJdk
    void staysSilentForSpringBoot(Jdk jdk) throws Exception {
        HealthyProgram.verify(jdk, SpringWeb.class);
    }

    @OnEveryJdk
    void staysSilentForNetty(Jdk jdk) throws Exception {
        HealthyProgram.verify(jdk, NettyWeb.class);
    }

    @OnEveryJdk
    void staysSilentForNettyThatAnotherThreadStarted(Jdk jdk) throws Exception {
        HealthyProgram.verify(jdk, NettyWeb.class, "server-main");
    }

    @OnEveryJdk
    void staysSilentForVertx(Jdk jdk) throws Exception {
        HealthyProgram.verify(jdk, VertxWeb.class);
    }

    @OnEveryJdk
    void staysSilentForH2BehindHikari(Jdk jdk) throws Exception {
        HealthyProgram.verify(jdk, H2Pool.class);
    }

    @OnEveryJdk
    void staysSilentForGrpc(Jdk jdk) throws Exception {
        HealthyProgram.verify(jdk, Grpc.class);
    }
}

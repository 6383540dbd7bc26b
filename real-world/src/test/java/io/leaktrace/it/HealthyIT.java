/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it;

import io.leaktrace.it.real.ActiveMq;
import io.leaktrace.it.real.Coroutines;
import io.leaktrace.it.real.Grpc;
import io.leaktrace.it.real.H2Pool;
import io.leaktrace.it.real.HazelcastMember;
import io.leaktrace.it.real.JdkHttp;
import io.leaktrace.it.real.JettyWeb;
import io.leaktrace.it.real.KafkaBroker;
import io.leaktrace.it.real.NettyWeb;
import io.leaktrace.it.real.OkHttpCalls;
import io.leaktrace.it.real.PekkoActors;
import io.leaktrace.it.real.QuartzJobs;
import io.leaktrace.it.real.SpringWeb;
import io.leaktrace.it.real.TomcatWeb;
import io.leaktrace.it.real.UndertowWeb;
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

    @OnEveryJdk
    void staysSilentForKafka(Jdk jdk) throws Exception {
        HealthyProgram.verify(jdk, KafkaBroker.class);
    }

    @OnEveryJdk
    void staysSilentForCoroutines(Jdk jdk) throws Exception {
        HealthyProgram.verify(jdk, Coroutines.class);
    }

    @OnEveryJdk
    void staysSilentForQuartz(Jdk jdk) throws Exception {
        HealthyProgram.verify(jdk, QuartzJobs.class);
    }

    @OnEveryJdk
    void staysSilentForHazelcast(Jdk jdk) throws Exception {
        HealthyProgram.verify(jdk, HazelcastMember.class);
    }

    @OnEveryJdk
    void staysSilentForTheHttpClientOfTheJdk(Jdk jdk) throws Exception {
        HealthyProgram.verify(jdk, JdkHttp.class);
    }

    @OnEveryJdk
    void staysSilentForOkHttp(Jdk jdk) throws Exception {
        HealthyProgram.verify(jdk, OkHttpCalls.class);
    }

    @OnEveryJdk
    void staysSilentForUndertow(Jdk jdk) throws Exception {
        HealthyProgram.verify(jdk, UndertowWeb.class);
    }

    @OnEveryJdk
    void staysSilentForPekko(Jdk jdk) throws Exception {
        HealthyProgram.verify(jdk, PekkoActors.class);
    }

    @OnEveryJdk
    void staysSilentForActiveMq(Jdk jdk) throws Exception {
        HealthyProgram.verify(jdk, ActiveMq.class);
    }
}

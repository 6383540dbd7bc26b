/*
 * Copyright the LeakTrace authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.leaktrace.it.real;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import java.io.Serializable;
import java.util.concurrent.Callable;

/** A Hazelcast member with a map, a topic and an executor; main ends. */
public final class HazelcastMember {
    public static void main(String[] arguments) throws Exception {
        Setup.logging();
        Config config = new Config();
        config.setProperty("hazelcast.logging.type", "slf4j").setProperty("hazelcast.phone.home.enabled", "false");
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        HazelcastInstance member = Hazelcast.newHazelcastInstance(config);
        IMap<String, String> map = member.getMap("shop");
        map.put("state", "fine");
        member.<String>getTopic("news").addMessageListener(message -> map.put("state", message.getMessageObject()));
        Setup.repeat(() -> {
            member.getTopic("news").publish("fine");
            Setup.fine(member.getExecutorService("work").submit(new Work()).get());
            return Setup.fine(map.get("state"));
        });
        Setup.restAside();
    }

    private static final class Work implements Callable<String>, Serializable {
        private static final long serialVersionUID = 1;

        @Override
        public String call() {
            return "fine";
        }
    }

    private HazelcastMember() {}
}

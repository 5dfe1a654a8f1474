package org.buslane.proof.lane;

import java.util.List;
import org.buslane.lab.junit.net.GatewayRule;
import org.buslane.lab.junit.net.Namespace;

/** What happens to the buses and lanes of a node, made with the programs that people have; and the end of its cause. */
enum Fault {
    BUS_UNPLUGGED("the bus is unplugged, and back with another number") {
        @Override
        void begin(Node node) {
            host("ip", "link", "del", "can0");
        }

        @Override
        void end(Node node) {
            host("ip", "link", "add", "can0", "mtu", "72", "type", "vcan");
        }
    },
    BUS_DOWN("somebody sets the bus down") {
        @Override
        void begin(Node node) {
            host("ip", "link", "set", "can0", "down");
        }
    },
    BUS_RENAMED("somebody renames the bus, and renames it back") {
        @Override
        void begin(Node node) {
            atOnce("link set can0 down", "link set can0 name vehicle", "link set vehicle up");
        }

        @Override
        void end(Node node) {
            atOnce("link set vehicle down", "link set vehicle name can0");
        }
    },
    RULES_DELETED("somebody deletes the lanes' can-gw rules") {
        @Override
        void begin(Node node) {
            for (GatewayRule rule : node.machine().buses().rules()) {
                if (rule.rule().contains("bl")) {
                    host(("cangw " + rule.rule().replaceFirst("^-A", "-D")).split(" ", -1));
                }
            }
        }
    },
    FILTERS_DELETED("somebody deletes a lane's filters") {
        @Override
        void begin(Node node) {
            node.awaitWell();
            host("tc", "qdisc", "del", "dev", node.lane(), "clsact");
        }
    },
    HOST_END_DOWN("somebody sets the host's end of a lane down") {
        @Override
        void begin(Node node) {
            host("ip", "link", "set", node.lane(), "down");
        }
    },
    HOST_END_RENAMED("somebody renames the host's end of a lane") {
        @Override
        void begin(Node node) {
            atOnce("link set %s down".formatted(node.lane()), "link set %s name mine".formatted(node.lane()));
        }
    },
    INSIDE_DOWN("a program inside sets its interface down") {
        @Override
        void begin(Node node) {
            node.container().run("ip", "link", "set", "can0", "down");
        }
    },
    CONTAINER_RESTARTED("a container is started anew under its name") {
        @Override
        void begin(Node node) {
            node.endOther();
        }

        @Override
        void end(Node node) {
            node.startOther();
        }
    },
    AGENT_RESTARTED("the agent ends, and another begins") {
        @Override
        void begin(Node node) {
            node.endAgent();
        }

        @Override
        void end(Node node) {
            node.startAgent();
        }
    };

    private final String what;

    Fault(String what) {
        this.what = what;
    }

    /**
     * Whether the kernel counts each frame that it costs. A program's end of a pair whose other end is down has no
     * carrier, and what is sent there ends in noop_qdisc (net/sched/sch_generic.c), which counts for nobody.
     */
    boolean isCounted() {
        return this != HOST_END_DOWN && this != HOST_END_RENAMED;
    }

    abstract void begin(Node node);

    /** Of what is over by itself once it was begun there is nothing to end. */
    void end(Node node) {}

    @Override
    public String toString() {
        return what;
    }

    /**
     * By one {@code ip}, and again until it is quick enough: 6.1 renames only what is down, and the agent may have set it
     * up before.
     */
    private static void atOnce(String... commands) {
        String batch = "printf '%s' | ip -batch -".formatted(String.join("\\n", commands) + "\\n");
        host("sh", "-c", "for try in 1 2 3 4 5 6 7 8 9; do %s && exit; done; exit 1".formatted(batch));
    }

    private static void host(String... words) {
        Namespace.here().run(List.of(words).toArray(String[]::new));
    }
}

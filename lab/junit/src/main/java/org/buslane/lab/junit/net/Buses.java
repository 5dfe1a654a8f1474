package org.buslane.lab.junit.net;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * The kernel's CAN interfaces and can-gw rules of one namespace, made by the programs {@code ip} and {@code cangw}:
 * nothing of Buslane's has a part in them. What was made here, and nothing else, is gone when it is closed.
 */
public final class Buses implements AutoCloseable {
    /** CAN FD's, a {@code struct canfd_frame} of linux/can.h. */
    private static final String MTU = "72";

    private final Namespace namespace;
    private final Deque<Runnable> undo = new ArrayDeque<>();

    private Buses(Namespace namespace) {
        this.namespace = namespace;
    }

    public static Buses here() {
        return in(Namespace.here());
    }

    public static Buses in(Namespace namespace) {
        return new Buses(namespace);
    }

    /** Virtual interfaces for CAN FD, up: what one socket sends the others of the namespace receive. */
    public Buses vcan(String... names) {
        return make(() -> {
            for (String name : names) {
                ip("link", "add", name, "mtu", MTU, "type", "vcan");
                undo.push(() -> delete(name));
                ip("link", "set", name, "up");
            }
        });
    }

    /** A tunnel for CAN FD from here to another namespace, up at both ends. */
    public Buses vxcan(String name, Namespace far, String farName) {
        return make(() -> {
            ip("link", "add", name, "type", "vxcan", "peer", "name", farName, "netns", Long.toString(far.pid()));
            undo.push(() -> delete(name));
            ip("link", "set", name, "mtu", MTU, "up");
            far.run(Program.IP.path(), "link", "set", farName, "mtu", MTU, "up");
        });
    }

    /** Where one fails nobody may have a variable to close yet, so all goes. */
    private Buses make(Runnable step) {
        try {
            step.run();
            return this;
        } catch (RuntimeException | Error e) {
            try {
                close();
            } catch (RuntimeException | Error more) {
                e.addSuppressed(more);
            }
            throw e;
        }
    }

    private void delete(String name) {
        if (namespace.has(name)) {
            ip("link", "del", name);
        }
    }

    private void ip(String... words) {
        run(Program.IP, words);
    }

    private void run(Program program, String... words) {
        namespace.run(Stream.concat(Stream.of(program.path()), Stream.of(words)).toArray(String[]::new));
    }

    /**
     * A can-gw rule: classic frames of one interface are echoed to another.
     *
     * @param more of {@code cangw}'s options, as {@code -f 123:7FF}; {@code -X} makes it a rule for CAN FD frames
     */
    public Buses rule(String from, String to, String... more) {
        return make(() -> {
            loadGateway();
            List<String> rule = new ArrayList<>(List.of("-s", from, "-d", to, "-e"));
            rule.addAll(List.of(more));
            cangw("-A", rule);
            undo.push(() -> delete(rule, from, to));
        });
    }

    /** The rules of an interface go with it, perhaps just now: that of a namespace which has ended goes a moment later. */
    private void delete(List<String> rule, String from, String to) {
        try {
            if (namespace.has(from) && namespace.has(to)) {
                cangw("-D", rule);
            }
        } catch (AssertionError e) {
            if (namespace.has(from) && namespace.has(to)) {
                throw e;
            }
        }
    }

    /**
     * Unlike the protocols of sockets it is not loaded by being asked for, net/can/gw.c has no alias for that. A lab's
     * modprobe is the kernel's own helper and not on the path.
     */
    private void loadGateway() {
        if (!isGatewayLoaded()) {
            namespace.run(Namespace.here().run("cat", "/proc/sys/kernel/modprobe"), "can-gw");
        }
    }

    private static boolean isGatewayLoaded() {
        return Files.exists(Path.of("/sys/module/can_gw"));
    }

    private void cangw(String action, List<String> rule) {
        run(Program.CANGW, Stream.concat(Stream.of(action), rule.stream()).toArray(String[]::new));
    }

    /** All can-gw rules of the namespace with their counters, whoever made them. */
    public List<GatewayRule> rules() {
        if (!isGatewayLoaded()) {
            return List.of();
        }
        // It ends with what its last recv() returned, a number of bytes (cangw.c of can-utils 2020.11 and later).
        return Finished.of(namespace, List.of(Program.CANGW.path(), "-L")).withoutComplaint().stream()
                .filter(line -> line.startsWith("cangw "))
                .map(GatewayRule::of)
                .toList();
    }

    /** Sends frames one after the other, written as in {@code 123#DEADBEEF}. */
    public Buses send(String bus, String... frames) {
        for (String frame : frames) {
            run(Program.CANSEND, bus, frame);
        }
        return this;
    }

    /** A {@code candump} that receives whatever is sent from now on; see {@link Candump#in}. */
    public Candump dump(String... buses) {
        return Candump.in(namespace, buses);
    }

    @Override
    public void close() {
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
    }
}

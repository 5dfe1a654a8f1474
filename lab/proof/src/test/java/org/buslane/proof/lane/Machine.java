package org.buslane.proof.lane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.buslane.core.policy.Policy;
import org.buslane.core.policy.RuleSet;
import org.buslane.lab.junit.net.Buses;
import org.buslane.lab.junit.net.Candump;
import org.buslane.lab.junit.net.Namespace;
import org.buslane.lane.LaneTerms;
import org.buslane.lane.Modules;
import org.buslane.linux.UidMap;
import org.buslane.node.agent.AgentFolder;
import org.buslane.node.folder.Caller;
import org.buslane.node.lanes.AttachRequest;
import org.buslane.node.lanes.Copies;
import org.buslane.node.lanes.DetachRequest;
import org.buslane.node.lanes.LaneDesk;
import org.buslane.node.lanes.LaneRecords;
import org.buslane.node.lanes.LaneReport;
import org.buslane.node.lanes.LaneView;
import org.buslane.node.lanes.MachineLocator;
import org.buslane.node.lanes.Target;

/**
 * The guest as a machine with a bus {@code can0} and a desk where lanes are asked for; containers are network
 * namespaces. Closing it leaves nothing.
 */
final class Machine implements AutoCloseable {
    private final Path folder;
    private final Buses buses = Buses.here();
    private final Deque<Namespace> containers = new ArrayDeque<>();
    private final LaneDesk desk;

    Machine() {
        try {
            folder = Files.createTempDirectory("lanes");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        desk = desk(Modules.here());
        unloadGateway();
        buses.vcan("can0");
    }

    /** Where can-gw was loaded by somebody who took the default. */
    static Machine withOneHop() {
        Machine machine = new Machine();
        modprobe("can-gw");
        return machine;
    }

    /**
     * How it was loaded is for good, and the guest is that of other tests too. What busybox's modprobe says in the end is
     * about the modules below it, which others use.
     */
    private static void unloadGateway() {
        modprobe("-r can-gw; test ! -e /sys/module/can_gw");
    }

    /** As an attach would, for a test that needs it before. */
    static void loadGateway() {
        modprobe("can-gw max_hops=2");
    }

    private static void modprobe(String words) {
        Namespace.here().run("sh", "-c", "$(cat /proc/sys/kernel/modprobe) " + words);
    }

    /** Another one on the same records, as after a restart, or for another view of the kernel. */
    LaneDesk desk(Modules modules) {
        return desk(modules, Optional.empty());
    }

    /** That of an agent. */
    LaneDesk desk(Modules modules, Optional<Copies> copies) {
        Path root = Path.of("/");
        Caller caller = new Caller(0, UidMap.ofSelf(Path.of("/proc")), Map.of(), root);
        return new LaneDesk(
                modules, new LaneRecords(folder().records()), MachineLocator.of(caller), Path.of("/proc"), copies);
    }

    /** Where records and an agent's socket are. */
    AgentFolder folder() {
        return new AgentFolder(folder);
    }

    LaneDesk desk() {
        return desk;
    }

    Buses buses() {
        return buses;
    }

    Namespace container() {
        Namespace container = Namespace.create();
        containers.push(container);
        return container;
    }

    /** Read and write rules; what the lane is called inside is can0. */
    LaneReport attach(Namespace container, String read, String write) {
        return attach(container, terms(read, write));
    }

    LaneReport attach(Namespace container, LaneTerms terms) {
        return desk.attach(request(container, terms));
    }

    static LaneTerms terms(String read, String write) {
        return new LaneTerms(new Policy(RuleSet.parse(read), RuleSet.parse(write), false));
    }

    static AttachRequest request(Namespace container, LaneTerms terms) {
        return new AttachRequest(target(container), "can0", "can0", terms, false);
    }

    static Target target(Namespace container) {
        return new Target.Pid((int) container.pid());
    }

    List<LaneView> detach(Namespace container) {
        return desk.detach(new DetachRequest(target(container), Optional.empty()));
    }

    /** A candump of the lane, inside. */
    static Candump dump(Namespace container) {
        return Buses.in(container).dump("can0");
    }

    /** Of the error frames besides. */
    static Candump dumpErrors(Namespace container) {
        return Buses.in(container).dump("can0,0:0,#FFFFFFFF");
    }

    static void send(Namespace container, String... frames) {
        Buses.in(container).send("can0", frames);
    }

    @Override
    public void close() {
        containers.forEach(Namespace::close);
        buses.close();
        unloadGateway();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

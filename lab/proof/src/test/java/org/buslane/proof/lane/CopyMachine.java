package org.buslane.proof.lane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.buslane.core.frame.Frame;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.FrameStruct;
import org.buslane.lab.junit.net.Namespace;
import org.buslane.lane.LaneTerms;
import org.buslane.lane.Modules;
import org.buslane.linux.NetworkNamespace;
import org.buslane.linux.can.CanOptions;
import org.buslane.linux.can.CanSocket;
import org.buslane.node.agent.Agent;
import org.buslane.node.agent.AgentClient;
import org.buslane.node.lanes.Copies;
import org.buslane.node.lanes.LaneDesk;
import org.buslane.node.lanes.LaneRecords;
import org.buslane.node.lanes.LaneReport;
import org.buslane.node.lanes.LaneView;

/** A machine whose kernel seems to have vcan alone, and the agent on it, which can be started anew. */
final class CopyMachine implements AutoCloseable {
    private final Machine machine = new Machine();
    private final List<String> journal = new CopyOnWriteArrayList<>();
    private Optional<Runnable> agent = Optional.empty();

    CopyMachine() {
        Path root = machine.folder().path().resolve("kernel");
        write(root.resolve("proc/sys/kernel/osrelease"), "6.0.0\n");
        write(root.resolve("lib/modules/6.0.0/modules.builtin"), "kernel/drivers/net/can/vcan.ko\n");
        startAgent();
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Modules modules() {
        return new Modules(machine.folder().path().resolve("kernel"));
    }

    void startAgent() {
        Copies copies = new Copies(new LaneRecords(machine.folder().records()), System::nanoTime);
        LaneDesk desk = machine.desk(modules(), Optional.of(copies));
        Agent started = AgentInside.start(machine.folder(), desk, modules(), journal::add);
        agent = Optional.of(() -> {
            started.close();
            copies.close();
        });
    }

    void endAgent() {
        agent.ifPresent(Runnable::run);
        agent = Optional.empty();
    }

    Machine machine() {
        return machine;
    }

    /** That of commands beside the agent. */
    LaneDesk desk() {
        return machine.desk(modules());
    }

    AgentClient client() {
        return new AgentClient(machine.folder());
    }

    List<String> journal() {
        return journal;
    }

    LaneReport attach(Namespace container, String read, String write) {
        return attach(container, Machine.terms(read, write));
    }

    LaneReport attach(Namespace container, LaneTerms terms) {
        return client().attach(Machine.request(container, terms)).orElseThrow();
    }

    /** As `lanes` shows it. */
    LaneView lane(Namespace container) {
        return desk().lanes().stream()
                .filter(view -> view.owner().equals("pid:" + container.pid()))
                .findFirst()
                .orElseThrow();
    }

    LaneView.Copying copying(Namespace container) {
        return lane(container).copying().orElseThrow();
    }

    /** Sends the same frame many times, as fast as it goes. */
    void flood(Namespace container, Frame frame, int times) {
        int index = lane(container).record().orElseThrow().index();
        try (Arena arena = Arena.ofConfined();
                NetworkNamespace namespace = NetworkNamespace.open(container.file());
                CanSocket socket = CanSocket.openIn(namespace, index, CanOptions.classic())) {
            int stride = FrameLayout.FD_SIZE;
            FrameBatch batch = new FrameBatch(arena.allocate((long) stride * FrameBatch.CAPACITY, 8), stride);
            batch.count(FrameBatch.CAPACITY);
            for (int i = 0; i < FrameBatch.CAPACITY; i++) {
                batch.size(i, FrameStruct.write(frame, batch.memory(), batch.offset(i)));
            }
            for (int left = times; left > 0; ) {
                int sent = socket.send(batch, 0, Math.min(left, FrameBatch.CAPACITY));
                if (sent == 0) {
                    throw new AssertionError("%d frames were not sent: %s".formatted(left, socket.sendEnd()));
                }
                left -= sent;
            }
        }
    }

    @Override
    public void close() {
        endAgent();
        machine.close();
    }
}

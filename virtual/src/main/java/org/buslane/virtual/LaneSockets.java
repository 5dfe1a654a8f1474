package org.buslane.virtual;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Mapping;
import org.buslane.linux.MemFd;
import org.buslane.linux.socket.SocketType;
import org.buslane.linux.socket.UnixAddress;
import org.buslane.linux.socket.UnixSocket;
import org.buslane.virtual.wire.InterfaceTable;

/**
 * Makes and unmakes what a lane has outside this process: a folder of its own with one socket in it, the
 * only thing a container gets to see, and the memory with its interface table.
 */
final class LaneSockets {
    private static final int BACKLOG = 4096;

    /** Before a lane's name: the name its listening socket is kept under. */
    private static final String LISTENING = "lane-";

    private final Path lanesFolder;
    private final Inheritance inheritance;
    private final GatewayMemory memory;
    private final Map<Lane, Mapping> tables = new HashMap<>();
    private final long now;
    private int opened;

    LaneSockets(Path runFolder, Inheritance inheritance, GatewayMemory memory, long now) {
        this.lanesFolder = runFolder.resolve("lanes");
        this.inheritance = inheritance;
        this.memory = memory;
        this.now = now;
    }

    /** An interface's index is its bus's place among all, so it is the same in every lane and after a restart. */
    Lane open(LaneSpec spec, List<VirtualBus> buses) {
        Path folder = lanesFolder.resolve(spec.name());
        Path path = folder.resolve("bus.sock");
        UnixSocket listening = listen(spec, folder, path);
        Descriptor table = table(spec);
        try (MemFd file = new MemFd(table)) {
            Mapping mapping = Mapping.readWrite(table, InterfaceTable.SIZE);
            InterfaceTable interfaces = new InterfaceTable(mapping.memory());
            List<Link> links = links(spec, buses, interfaces);
            Lane lane = new Lane(
                    spec, path, listening, file.reopenReadOnly(), interfaces, links, memory.lane(ledgerPlace(spec)));
            tables.put(lane, mapping);
            opened++;
            return lane;
        }
    }

    private UnixSocket listen(LaneSpec spec, Path folder, Path path) {
        String name = LISTENING + spec.name();
        Optional<Descriptor> kept = inheritance.take(name);
        if (kept.isPresent() && Files.exists(path)) {
            return new UnixSocket(kept.get());
        }
        kept.ifPresent(Descriptor::close);
        try {
            makeFolder(lanesFolder);
            makeFolder(folder);
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder of lane " + spec.name(), e);
        }
        UnixSocket socket = UnixSocket.listen(SocketType.SEQPACKET, UnixAddress.of(path), BACKLOG, spec.mode());
        inheritance.forget(name);
        inheritance.keep(name, socket.descriptor());
        return socket;
    }

    /** Whatever the umask: everybody may look for a socket, nobody else may put one there. */
    private static void makeFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Descriptor table(LaneSpec spec) {
        String name = "table-" + spec.name();
        return inheritance.take(name).orElseGet(() -> {
            MemFd file = MemFd.create(name, InterfaceTable.SIZE);
            // Programs get a descriptor opened for reading; this keeps them from opening it again for writing.
            file.mode(0400);
            // Nor may its size change: a page that is not there any more would end whoever looks at it.
            file.seal(MemFd.SEAL_SHRINK | MemFd.SEAL_GROW);
            inheritance.keep(name, file.descriptor());
            return file.descriptor();
        });
    }

    private List<Link> links(LaneSpec spec, List<VirtualBus> buses, InterfaceTable left) {
        List<Link> links = new ArrayList<>();
        for (LaneSpec.LinkSpec link : spec.links()) {
            for (int i = 0; i < buses.size(); i++) {
                VirtualBus bus = buses.get(i);
                if (bus.name().equals(link.bus())) {
                    int index = InterfaceTable.FIRST_INDEX + i;
                    if (left.isPresent()) {
                        // A bus that was down when the gateway was killed is still down.
                        left.named(link.name()).ifPresent(entry -> bus.up(entry.up()));
                    }
                    links.add(new Link(link, index, bus, now));
                }
            }
        }
        return links;
    }

    /** The lane's place for its counts: the one with its name, else the first without one. */
    private int ledgerPlace(LaneSpec spec) {
        int free = -1;
        for (int i = 0; i < GatewayMemory.LANES; i++) {
            String name = memory.lane(i).getString(0, UTF_8);
            if (name.equals(spec.name())) {
                return i;
            }
            if (free < 0 && name.isEmpty()) {
                free = i;
            }
        }
        return free < 0 ? opened : free;
    }

    /** Closes descriptors and nothing else. */
    void leave() {
        tables.forEach((lane, mapping) -> {
            mapping.close();
            lane.close();
        });
    }

    /** Nobody can come any more, and nothing says that anybody could. */
    void close(Lane lane) {
        Optional.ofNullable(tables.remove(lane)).ifPresent(Mapping::close);
        lane.close();
        inheritance.forget(LISTENING + lane.name());
        inheritance.forget("table-" + lane.name());
        remove(lane.name());
        if (tables.isEmpty()) {
            removeFolder(lanesFolder);
        }
    }

    /** After the last {@link #open}: removes what an earlier gateway had for lanes that are not declared any more. */
    void removeUndeclared() {
        inheritance.names().stream()
                .filter(name -> name.startsWith(LISTENING))
                .forEach(name -> remove(name.substring(LISTENING.length())));
    }

    private void remove(String lane) {
        Path folder = lanesFolder.resolve(lane);
        Path socket = folder.resolve("bus.sock");
        try {
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + socket, e);
        }
        removeFolder(folder);
    }

    private static void removeFolder(Path folder) {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException somethingElse) {
            // Not ours: it stays, and so does its folder.
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + folder, e);
        }
    }
}

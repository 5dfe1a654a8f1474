package org.buslane.virtual;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
import org.buslane.virtual.session.Budget;
import org.buslane.virtual.wire.InterfaceTable;

/**
 * Makes and unmakes what a lane has outside this process: a folder of its own with one socket in it, the
 * only thing a container gets to see, and the memory with its interface table.
 */
final class LaneSockets {
    private static final int BACKLOG = 4096;

    /** Before a lane's name: the name its listening socket is kept under. */
    private static final String LISTENING = "lane-";

    /** Of the gateway's heap, which the launcher bounds at 48 MB: most lanes have no session at all. */
    private static final long SESSION_BYTES = 20 << 20;

    private final Path lanesFolder;
    private final Inheritance inheritance;
    private final GatewayMemory memory;
    private final NamedPlaces places;
    private final Map<Lane, Mapping> tables = new HashMap<>();
    private final Budget sessions = new Budget(SESSION_BYTES);

    LaneSockets(Path runFolder, Inheritance inheritance, GatewayMemory memory) {
        this.lanesFolder = runFolder.resolve("lanes");
        this.inheritance = inheritance;
        this.memory = memory;
        this.places = new NamedPlaces(memory::lane);
    }

    /** Lanes of these names that an earlier gateway had go on with their counts. */
    void reserve(List<String> names) {
        places.reserve(names);
    }

    /** @throws UncheckedIOException if its folder or its socket cannot be made or opened to whom it is for */
    Lane open(LaneSpec spec, List<Link> links) {
        Path folder = lanesFolder.resolve(spec.name());
        Path path = folder.resolve("bus.sock");
        UnixSocket listening = listen(spec, folder, path);
        Descriptor table = table(spec);
        try (MemFd file = new MemFd(table)) {
            Mapping mapping = Mapping.readWrite(table, InterfaceTable.SIZE);
            InterfaceTable interfaces = new InterfaceTable(mapping.memory());
            int place = places.take(spec.name());
            LaneCounts counts = new LaneCounts(memory.lane(place));
            Lane lane =
                    new Lane(spec, place, path, listening, file.reopenReadOnly(), interfaces, links, counts, sessions);
            tables.put(lane, mapping);
            return lane;
        }
    }

    private UnixSocket listen(LaneSpec spec, Path folder, Path path) {
        String name = LISTENING + spec.name();
        Optional<Descriptor> kept = inheritance.take(name);
        if (kept.isPresent() && Files.exists(path)) {
            permit(path, spec.mode());
            return new UnixSocket(kept.get());
        }
        kept.ifPresent(Descriptor::close);
        try {
            makeFolder(lanesFolder);
            makeFolder(folder);
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder of lane " + spec.name() + ": " + e.getMessage(), e);
        }
        UnixSocket socket = UnixSocket.listen(SocketType.SEQPACKET, UnixAddress.of(path), BACKLOG, spec.mode());
        inheritance.forget(name);
        inheritance.keep(name, socket.descriptor());
        return socket;
    }

    /** Who may come to this lane from now on; who is there stays. */
    void permit(Lane lane, int mode) {
        permit(lane.path(), mode);
    }

    private static void permit(Path socket, int mode) {
        try {
            Files.setAttribute(socket, "unix:mode", mode);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot change who may connect to " + socket, e);
        }
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

    /** The counts of a lane of this name, declared or not. */
    Optional<LaneCounts> counts(String lane) {
        return places.named(lane).stream()
                .mapToObj(place -> new LaneCounts(memory.lane(place)))
                .findFirst();
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
        places.leave(lane.place());
        try {
            // Before the keeper forgets it: should we be killed in between, the next gateway knows of it and tidies up.
            remove(lane.name());
        } finally {
            inheritance.forget(LISTENING + lane.name());
            inheritance.forget("table-" + lane.name());
        }
        if (tables.isEmpty()) {
            removeFolder(lanesFolder);
        }
    }

    /** Leaves nothing of a lane that could not be opened. */
    void discard(String lane) {
        inheritance.forget(LISTENING + lane);
        inheritance.forget("table-" + lane);
        remove(lane);
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

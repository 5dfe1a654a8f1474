package org.buslane.node.client;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.linux.NetworkInterfaces;
import org.buslane.node.NodeException;
import org.buslane.node.folder.Caller;
import org.buslane.virtual.wire.InterfaceTable.Entry;

/** Opens the buses that are recorded: a name means the declared bus, else the kernel's interface. */
final class RecordSources {
    private RecordSources() {}

    /** @param names {@code any} for every virtual bus */
    static List<RecordSource> open(Caller caller, List<String> names, Consumer<String> notices) {
        List<RecordSource> sources = new ArrayList<>();
        try {
            for (String name : names.stream()
                    .flatMap(each -> each(caller, each))
                    .distinct()
                    .toList()) {
                sources.add(open(caller, name, notices));
            }
            return sources;
        } catch (RuntimeException e) {
            sources.forEach(RecordSource::close);
            throw e;
        }
    }

    private static Stream<String> each(Caller caller, String name) {
        if (!name.equals(LocalBus.ANY)) {
            return Stream.of(name);
        }
        try (LocalBus bus = LocalBus.attach(caller)) {
            return bus.interfaces().stream().map(Entry::name);
        }
    }

    private static RecordSource open(Caller caller, String name, Consumer<String> notices) {
        try {
            return new VirtualSource(OpenBus.open(caller, name), notices);
        } catch (NodeException e) {
            Path sys = caller.root().resolve("sys");
            if (!NetworkInterfaces.exists(sys, name)) {
                throw e;
            }
            return new KernelSource(name, index(sys.resolve("class/net").resolve(name)), notices);
        }
    }

    private static int index(Path network) {
        try {
            return Integer.parseInt(Files.readString(network.resolve("ifindex")).strip());
        } catch (IOException e) {
            throw new NodeException("there is no interface " + network.getFileName() + " any more", e);
        }
    }

    /** A batch of no frames. */
    static FrameBatch empty() {
        return new FrameBatch(
                MemorySegment.ofArray(new byte[FrameLayout.FD_SIZE * FrameBatch.CAPACITY]), FrameLayout.FD_SIZE);
    }
}

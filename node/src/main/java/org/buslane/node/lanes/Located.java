package org.buslane.node.lanes;

import java.nio.file.Path;
import org.buslane.linux.NetworkNamespace;

/**
 * A target that was found. It holds the namespace, whatever becomes of the process that led there.
 *
 * @param owner as people call it: {@code docker:seat-service}, {@code pid:4711}, {@code netns:/run/netns/vehicle}
 * @param file that leads there for now
 */
public record Located(String owner, NetworkNamespace namespace, Path file) implements AutoCloseable {
    @Override
    public void close() {
        namespace.close();
    }
}

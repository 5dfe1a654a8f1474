package org.buslane.node.tunnels;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.buslane.node.NodeException;
import org.buslane.node.tunnels.LongOptions.Option;
import org.buslane.node.tunnels.LongOptions.Value;
import org.buslane.tunnel.line.TlsFiles;

/** The options of TLS while they are read. */
final class TlsWords {
    private static final String CERTIFICATE = "tls-certificate";
    private static final String KEY = "tls-key";
    private static final String AUTHORITY = "tls-authority";

    static final List<Option> OPTIONS = List.of(
            Option.added(CERTIFICATE, Value.ONE), Option.added(KEY, Value.ONE), Option.added(AUTHORITY, Value.ONE));

    private Optional<Path> certificate = Optional.empty();
    private Optional<Path> key = Optional.empty();
    private Optional<Path> authority = Optional.empty();

    /** @return whether it is one of them */
    boolean take(String name, String value) {
        Optional<Path> file = Optional.of(Path.of(value));
        switch (name) {
            case CERTIFICATE -> certificate = file;
            case KEY -> key = file;
            case AUTHORITY -> authority = file;
            default -> {
                return false;
            }
        }
        return true;
    }

    /** All empty if nothing was said. */
    TlsFiles files() {
        if (certificate.isPresent() != key.isPresent()) {
            throw new NodeException("--tls-certificate and --tls-key go together");
        }
        return new TlsFiles(certificate, key, authority);
    }
}

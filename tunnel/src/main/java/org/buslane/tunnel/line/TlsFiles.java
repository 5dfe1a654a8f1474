package org.buslane.tunnel.line;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Who one is and whom one trusts, in PEM files.
 *
 * @param certificate of one's own, with those between it and the authority; a server has one
 * @param key of it, in PKCS #8
 * @param authority who has signed the other side's certificate. A server that has one demands certificates of its
 *     clients; a client that has none trusts whom the JVM trusts
 */
public record TlsFiles(Optional<Path> certificate, Optional<Path> key, Optional<Path> authority) {
    public TlsFiles {
        if (certificate.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException("a certificate and its key go together");
        }
    }
}

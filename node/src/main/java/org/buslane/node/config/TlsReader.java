package org.buslane.node.config;

import java.nio.file.Path;
import java.util.List;
import org.buslane.tunnel.line.TlsFiles;

/** {@code tls: {certificate: /etc/buslane/host.pem, key: /etc/buslane/host.key, authority: /etc/buslane/ca.pem}}. */
final class TlsReader {
    private static final String CERTIFICATE = "certificate";
    private static final String KEY = "key";
    private static final String AUTHORITY = "authority";
    private static final String HOST = "host";
    private static final List<String> KEYS = List.of(CERTIFICATE, KEY, AUTHORITY);
    private static final List<String> OF_CLIENT = List.of(CERTIFICATE, KEY, AUTHORITY, HOST);

    private TlsReader() {}

    /** A server must have a certificate. */
    static TlsFiles ofServer(YamlValue value) {
        YamlSection section = value.section(KEYS);
        section.require(CERTIFICATE);
        section.require(KEY);
        return of(section);
    }

    /** A client may. */
    static TlsFiles ofClient(YamlValue value) {
        return of(value.section(OF_CLIENT));
    }

    /** Whose certificate a client wants to see; empty if that of the server's address. */
    static String host(YamlValue value) {
        return value.section(OF_CLIENT).get(HOST).map(YamlValue::text).orElse("");
    }

    private static TlsFiles of(YamlSection section) {
        return section.whole()
                .checked(() -> new TlsFiles(
                        section.get(CERTIFICATE).map(TlsReader::file),
                        section.get(KEY).map(TlsReader::file),
                        section.get(AUTHORITY).map(TlsReader::file)));
    }

    /** Who reads the document and who opens the file may be in different folders. */
    private static Path file(YamlValue value) {
        if (!value.text().startsWith("/")) {
            throw value.mistake("is a whole path such as /etc/buslane/host.pem, not '" + value.text() + "'");
        }
        return value.checked(() -> Path.of(value.text()));
    }
}

package org.buslane.node.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where metrics are to be had: {@code 9464}, {@code 127.0.0.1:9464} or {@code [::1]:9464}. Names of hosts are not taken:
 * what they lead to is decided elsewhere, and who may read the metrics with it.
 */
final class MetricsReader {
    private static final Pattern PLACE =
            Pattern.compile("(?:([0-9]{1,3}(?:\\.[0-9]{1,3}){3}|\\[[0-9A-Fa-f:.]+])" + ":)?([0-9]{1,9})");

    private static final int LAST_PORT = 65_535;

    private MetricsReader() {}

    static InetSocketAddress address(YamlValue value) {
        String text = value.text();
        Matcher parts = PLACE.matcher(text);
        if (!parts.matches()) {
            throw mistake(value, text);
        }
        int port = Integer.parseInt(parts.group(2));
        if (port < 1 || port > LAST_PORT) {
            throw value.mistake("has a port from 1 to %d, not %d".formatted(LAST_PORT, port));
        }
        String host = parts.group(1);
        if (host == null) {
            return new InetSocketAddress(literal(value, "127.0.0.1"), port);
        }
        return new InetSocketAddress(literal(value, host.replace("[", "").replace("]", "")), port);
    }

    private static InetAddress literal(YamlValue value, String host) {
        try {
            return InetAddress.ofLiteral(host);
        } catch (IllegalArgumentException e) {
            throw mistake(value, value.text());
        }
    }

    private static RuntimeException mistake(YamlValue value, String text) {
        return value.mistake(
                "is a port such as 9464, or an address in digits and a port such as 127.0.0.1:9464 or \"[::1]:9464\", not '%s'"
                        .formatted(text));
    }
}

package org.buslane.node.config;

import java.net.InetAddress;
import org.buslane.linux.inet.InetPlace;

/** Places on a network, in digits: names of hosts are not taken, as what they lead to is decided elsewhere. */
final class PlaceOnNet {
    private static final String LOOPBACK = "127.0.0.1:";

    private PlaceOnNet() {}

    /** A port of this machine's own. */
    static InetPlace own(int port) {
        return InetPlace.parse(LOOPBACK + port);
    }

    /** Where somebody listens: {@code 0.0.0.0:20000}, or {@code 20000} alone for this machine's own. */
    static InetPlace listening(YamlValue value) {
        String text = value.text();
        return value.checked(() -> InetPlace.parse(text.matches("[0-9]+") ? LOOPBACK + text : text));
    }

    /** The same, where an address alone means a port that everybody knows. */
    static InetPlace listening(YamlValue value, int usualPort) {
        return isAddress(value) ? withPort(value, usualPort) : listening(value);
    }

    /** Without a port. */
    private static boolean isAddress(YamlValue value) {
        return value.text().endsWith("]") || value.text().matches("[0-9]+(?:\\.[0-9]+){3}");
    }

    private static InetPlace withPort(YamlValue value, int port) {
        return value.parsed(text -> InetPlace.parse(text + ":" + port));
    }

    /** Where somebody else is. */
    static InetPlace far(YamlValue value) {
        return value.parsed(InetPlace::parse);
    }

    /** The same, where an address alone means a port that everybody knows. */
    static InetPlace far(YamlValue value, int usualPort) {
        return isAddress(value) ? withPort(value, usualPort) : far(value);
    }

    /** Of somebody who comes from any port. */
    static InetAddress address(YamlValue value) {
        String text = value.text();
        boolean isBracketed = text.startsWith("[") && text.endsWith("]");
        try {
            return InetAddress.ofLiteral(isBracketed ? text.substring(1, text.length() - 1) : text);
        } catch (IllegalArgumentException e) {
            throw value.mistake("is an address alone such as 192.0.2.7, as who comes has any port, not '" + text + "'");
        }
    }
}

package org.buslane.tunnel.socketcand;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What a server tells everybody every three seconds, in a datagram to port {@value #PORT} of a broadcast address: beacon.c.
 *
 * <pre>
 * &lt;CANBeacon name="HOST" type="SocketCAN" description="socketcand"&gt;
 * &lt;URL&gt;can://192.0.2.7:29536&lt;/URL&gt;&lt;Bus name="can0"/&gt;&lt;Bus name="can1"/&gt;&lt;/CANBeacon&gt;
 * </pre>
 *
 * @param hostName and description: words for people
 * @param host where the server listens, an address mostly; one of IPv6 without brackets
 */
record BeaconText(String hostName, String description, String host, int port, List<String> buses) {
    static final int PORT = 42000;

    /** Bytes of the longest: BEACON_LENGTH of beacon.h less its zero. */
    static final int MOST = 2047;

    private static final int PORTS = 0xffff;
    private static final String END = "</CANBeacon>";
    private static final String SCHEME = "can://";

    BeaconText {
        if (port < 1 || port > PORTS) {
            throw new IllegalArgumentException("a server's port is 1 to 65535, not " + port);
        }
        buses = List.copyOf(buses);
    }

    /** The datagram. Buses for which there is no room are left out; unlike the original's, words are escaped. */
    byte[] write() {
        String address = host.indexOf(':') < 0 ? host : "[" + host + "]";
        StringBuilder text = new StringBuilder("<CANBeacon name=\"%s\" type=\"SocketCAN\" description=\"%s\">\n"
                .formatted(escape(hostName), escape(description)));
        text.append("<URL>%s%s:%d</URL>".formatted(SCHEME, escape(address), port));
        int room = MOST - bytes(END).length - bytes(text.toString()).length;
        for (String bus : buses) {
            String element = "<Bus name=\"%s\"/>".formatted(escape(bus));
            room -= bytes(element).length;
            if (room >= 0) {
                text.append(element);
            }
        }
        return bytes(text.append(END).toString());
    }

    /** Reads a datagram of anybody's; empty if it is no beacon. */
    static Optional<BeaconText> read(byte[] datagram) {
        return new BeaconReader(new String(datagram, StandardCharsets.UTF_8)).read();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&apos;");
    }
}

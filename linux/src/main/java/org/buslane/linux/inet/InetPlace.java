package org.buslane.linux.inet;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * An address and a port. Never a name: who has one asks for its addresses first, and may have to wait.
 *
 * @param port 0 to 65535; 0 where any will do
 */
public record InetPlace(InetAddress address, int port) {
    private static final int PORTS = 0xffff;

    public InetPlace {
        requirePort(port, port);
    }

    private static void requirePort(int port, Object text) {
        if (port < 0 || port > PORTS) {
            throw new IllegalArgumentException("a port is 0 to 65535, not " + text);
        }
    }

    /**
     * Reads {@code 192.0.2.7:20000} or {@code [2001:db8::7]:20000}.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static InetPlace parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0 || colon < text.indexOf(']')) {
            throw new IllegalArgumentException(
                    "'%s' has no port: write 192.0.2.7:20000 or [2001:db8::7]:20000".formatted(text));
        }
        return new InetPlace(address(text.substring(0, colon), text), port(text.substring(colon + 1)));
    }

    private static InetAddress address(String host, String text) {
        boolean six = host.startsWith("[") && host.endsWith("]");
        if (six || host.indexOf(':') < 0) {
            try {
                return InetAddress.ofLiteral(six ? host.substring(1, host.length() - 1) : host);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("'%s' is no address".formatted(host), e);
            }
        }
        throw new IllegalArgumentException(
                "'%s': an IPv6 address stands in brackets, such as [2001:db8::7]:20000".formatted(text));
    }

    private static int port(String text) {
        if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("a port is 0 to 65535, not '" + text + "'");
        }
        int port = Integer.parseInt(text);
        requirePort(port, text);
        return port;
    }

    public boolean isIpv6() {
        return address instanceof Inet6Address;
    }

    /** As {@link #parse} reads it, an IPv6 address as short as RFC 5952 has it. */
    @Override
    public String toString() {
        return (isIpv6() ? "[" + Ipv6Text.of((Inet6Address) address) + "]" : address.getHostAddress()) + ":" + port;
    }
}

package org.buslane.node.config;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.buslane.core.policy.Policy;
import org.buslane.tunnel.line.TlsFiles;
import org.buslane.tunnel.socketcand.ClientRule;

/**
 * Somebody who may come to a server: {@code 192.0.2.7}, {@code 192.0.2.0/24} or {@code name:NAME} of a certificate, or
 * {@code {at: 192.0.2.0/24, write: all, buses: [can0]}}.
 */
final class WrittenClient {
    private static final String AT = "at";
    private static final String BUSES = "buses";
    private static final List<String> KEYS =
            Stream.concat(Stream.of(AT, BUSES), Terms.KEYS.stream()).toList();
    private static final String NAME = "name:";
    private static final String UNIX = "unix";
    private static final int BITS = 8;

    private WrittenClient() {}

    /**
     * @param unsaid what it may if it says nothing
     * @param ofServer the buses of the server
     * @param tls of the server
     */
    static ClientRule read(YamlValue item, Policy unsaid, List<String> ofServer, Optional<TlsFiles> tls) {
        if (!item.isSection()) {
            return new ClientRule(who(item, tls), unsaid, Set.of());
        }
        YamlSection section = item.section(KEYS);
        return new ClientRule(
                who(section.require(AT), tls),
                Terms.of(section, unsaid),
                section.get(BUSES)
                        .map(list -> list.list().stream()
                                .map(bus -> bus(bus, ofServer))
                                .collect(Collectors.toSet()))
                        .orElse(Set.of()));
    }

    private static String who(YamlValue value, Optional<TlsFiles> tls) {
        if (value.text().equals(UNIX)) {
            return UNIX;
        }
        if (!value.text().startsWith(NAME)) {
            return network(value);
        }
        if (tls.flatMap(TlsFiles::authority).isEmpty()) {
            throw value.mistake("is in a certificate, which clients show only with 'authority' in 'tls' of the server");
        }
        return value.text();
    }

    private static String bus(YamlValue bus, List<String> ofServer) {
        if (!ofServer.contains(bus.text())) {
            throw bus.mistake("is none of the server's buses; there is " + String.join(", ", ofServer));
        }
        return bus.text();
    }

    /** An address, or one with the bits that count behind it. */
    private static String network(YamlValue value) {
        String text = value.text().replaceAll("^\\[(.*)\\]", "$1");
        int slash = text.indexOf('/');
        try {
            InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            int bits = address.getAddress().length * BITS;
            if (slash < 0 || isNumber(text.substring(slash + 1), bits)) {
                return text;
            }
        } catch (IllegalArgumentException e) {
            // As a number of bits that there is not.
        }
        throw value.mistake("is an address such as 192.0.2.7, a network such as 192.0.2.0/24, name:NAME or unix, not '"
                + value.text() + "'");
    }

    private static boolean isNumber(String text, int most) {
        return text.matches("[0-9]{1,3}") && Integer.parseInt(text) <= most;
    }
}

package org.buslane.node.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.buslane.core.policy.Policy;
import org.buslane.linux.inet.InetPlace;
import org.buslane.tunnel.line.TlsFiles;
import org.buslane.tunnel.socketcand.ClientRule;
import org.buslane.tunnel.socketcand.Limits;
import org.buslane.tunnel.socketcand.ListenPlace;
import org.buslane.tunnel.socketcand.ServerSpec;
import org.buslane.tunnel.socketcand.ServerSpec.Beaconing;

/**
 * A server of socketcand's protocol:
 *
 * <pre>
 * socketcand:
 *   buses: [can0, vbus0]
 *   listen: ["[::]:29536", "unix:/run/can", "unix:@can"]   # 127.0.0.1:29536
 *   read: all                     # what clients may read from a bus and write to it if no other is said of them
 *   write: none
 *   error-frames: false
 *   clients: [192.0.2.7, {at: 192.0.2.0/24, write: all, buses: [can0]}, {at: name:bench, write: all}]
 *   any-client: true              # those that are not named, too
 *   max-clients: 1000
 *   max-jobs: 256
 *   max-commands: 500             # of a client in a second
 *   min-interval: 100us           # of a cyclic frame
 *   tls: {certificate: /etc/buslane/server.pem, key: /etc/buslane/server.key, authority: /etc/buslane/ca.pem}
 *   beacon: true                  # or {name: HOST, description: TEXT}
 *   configure: true               # clients may set bit timing and modes of the kernel's buses
 *   dialect: [rtr, fdframe]       # and what else SocketcandManners reads
 * </pre>
 */
final class SocketcandReader {
    private static final int PORT = 29_536;
    private static final String NAME = "name";
    private static final String BUSES = "buses";
    private static final String LISTEN = "listen";
    private static final String CLIENTS = "clients";
    private static final String ANY_CLIENT = "any-client";
    private static final String MAX_CLIENTS = "max-clients";
    private static final String MAX_JOBS = "max-jobs";
    private static final String MAX_COMMANDS = "max-commands";
    private static final String MIN_INTERVAL = "min-interval";
    private static final String TLS = "tls";
    private static final String BEACON = "beacon";
    private static final String CONFIGURE = "configure";
    private static final List<String> KEYS = Stream.of(
                    List.of(NAME, BUSES, LISTEN),
                    Terms.KEYS,
                    List.of(
                            CLIENTS,
                            ANY_CLIENT,
                            MAX_CLIENTS,
                            MAX_JOBS,
                            MAX_COMMANDS,
                            MIN_INTERVAL,
                            TLS,
                            BEACON,
                            CONFIGURE),
                    SocketcandManners.KEYS)
            .flatMap(List::stream)
            .toList();
    private static final List<String> OF_BEACON = List.of("name", "description");

    /** As that of the original's socketcand.h. */
    private static final String DESCRIPTION = "socketcand";

    private final YamlSection section;
    private final YamlValue door;
    private final Policy policy;
    private final List<String> buses = new ArrayList<>();
    private final List<ListenPlace> listen = new ArrayList<>();
    private final Optional<TlsFiles> tls;

    /** @param bus a bus's name, if it is one */
    private SocketcandReader(YamlSection section, Function<YamlValue, String> bus) {
        this.section = section;
        this.door = section.get(LISTEN).orElse(section.whole());
        this.policy = Terms.of(section, unsaid(section));
        this.tls = section.get(TLS).map(TlsReader::ofServer);
        for (YamlValue item : several(section.require(BUSES))) {
            String name = bus.apply(item);
            if (buses.contains(name)) {
                throw item.mistake("is there twice");
            }
            buses.add(name);
        }
        section.get(LISTEN).map(SocketcandReader::several).orElse(List.of()).forEach(place -> listen.add(place(place)));
        if (section.get(LISTEN).isEmpty()) {
            listen.add(new ListenPlace.Tcp(PlaceOnNet.own(PORT)));
        }
        requireRoom();
    }

    /** What listens at {@code [::]} does so at all addresses of IPv4, too, and the kernel gives a port to one only. */
    private void requireRoom() {
        List<InetPlace> places = listen.stream()
                .flatMap(place -> place instanceof ListenPlace.Tcp(InetPlace at) ? Stream.of(at) : Stream.empty())
                .toList();
        for (InetPlace each : places) {
            boolean isEverywhere = each.isIpv6() && each.address().isAnyLocalAddress();
            if (isEverywhere && places.stream().anyMatch(other -> !other.isIpv6() && other.port() == each.port())) {
                throw door.mistake(
                        "has '%s', which is for all addresses of IPv4, too: leave the others of that port out"
                                .formatted(each));
            }
        }
    }

    /** Who says of which error frames clients hear means that they do. */
    private static Policy unsaid(YamlSection section) {
        Policy usual = Policy.readOnly();
        return new Policy(
                usual.read(),
                usual.write(),
                section.get(SocketcandManners.ERROR_MASK).isPresent());
    }

    static WrittenServer read(YamlValue value, Function<YamlValue, String> bus) {
        return new SocketcandReader(value.section(KEYS), bus).read();
    }

    /** A list, or one alone. */
    private static List<YamlValue> several(YamlValue value) {
        return value.isList() ? value.list() : List.of(value);
    }

    private static ListenPlace place(YamlValue value) {
        return value.text().startsWith(UnixName.PREFIX)
                ? new ListenPlace.Unix(UnixName.read(value))
                : new ListenPlace.Tcp(PlaceOnNet.listening(value, PORT));
    }

    private WrittenServer read() {
        List<ClientRule> rules = new ArrayList<>();
        for (YamlValue item : section.get(CLIENTS).map(YamlValue::list).orElse(List.of())) {
            rules.add(WrittenClient.read(item, policy, buses, tls));
        }
        boolean isOpen = isOpen(rules);
        boolean hearErrors = policy.errorFrames()
                || rules.stream().anyMatch(rule -> rule.policy().errorFrames());
        ServerSpec spec = section.whole()
                .checked(() -> new ServerSpec(
                        section.get(NAME).map(YamlValue::text).orElse("socketcand " + listen.getFirst()),
                        buses,
                        listen,
                        policy,
                        rules,
                        !isOpen,
                        limits(),
                        SocketcandManners.read(section, hearErrors),
                        tls,
                        section.get(BEACON).flatMap(SocketcandReader::beacon)));
        return new WrittenServer(
                section.get(NAME),
                door,
                listen.stream().map(SocketcandReader::words).toList(),
                spec,
                section.get(CONFIGURE).map(YamlValue::flag).orElse(false));
    }

    /** As another tunnel says it that listens there. */
    private static String words(ListenPlace place) {
        return switch (place) {
            case ListenPlace.Tcp(var at) -> "tcp " + at;
            case ListenPlace.Unix unix -> unix.toString();
        };
    }

    /** Whether those whom no rule names may come, as they may from this machine and with a certificate. */
    private boolean isOpen(List<ClientRule> rules) {
        Optional<Boolean> said = section.get(ANY_CLIENT).map(YamlValue::flag);
        if (said.isPresent() || !rules.isEmpty()) {
            return said.orElse(false);
        }
        boolean isOwn = listen.stream().allMatch(SocketcandReader::isOfThisMachine);
        boolean isTrusted = tls.flatMap(TlsFiles::authority).isPresent();
        if (!isOwn && !isTrusted) {
            throw door.mistake(
                    "is open to other machines: name their addresses in 'clients', or let 'any-client' be true");
        }
        return true;
    }

    private static boolean isOfThisMachine(ListenPlace place) {
        return switch (place) {
            case ListenPlace.Tcp(var at) -> at.address().isLoopbackAddress();
            case ListenPlace.Unix _ -> true;
        };
    }

    private Limits limits() {
        Limits usual = Limits.USUAL;
        return new Limits(
                section.get(MAX_CLIENTS).map(Spans::number).orElse(usual.clients()),
                section.get(MAX_JOBS).map(Spans::number).orElse(usual.jobs()),
                section.get(MAX_COMMANDS).map(Spans::number).orElse(usual.commands()),
                section.get(MIN_INTERVAL).map(Spans::nanos).orElse(usual.interval()));
    }

    /** Without a name it is this machine's. */
    private static Optional<Beaconing> beacon(YamlValue value) {
        if (!value.isSection()) {
            return value.flag() ? Optional.of(new Beaconing("", DESCRIPTION)) : Optional.empty();
        }
        YamlSection said = value.section(OF_BEACON);
        return Optional.of(new Beaconing(
                said.get("name").map(YamlValue::text).orElse(""),
                said.get("description").map(YamlValue::text).orElse(DESCRIPTION)));
    }
}

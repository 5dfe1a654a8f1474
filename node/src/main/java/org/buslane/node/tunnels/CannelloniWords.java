package org.buslane.node.tunnels;

import java.util.Optional;
import org.buslane.node.NodeException;
import org.buslane.node.tunnels.CannelloniArguments.Host;
import org.buslane.node.tunnels.CannelloniArguments.Role;
import org.buslane.node.tunnels.CannelloniArguments.Unsaid;
import org.buslane.node.tunnels.CannelloniArguments.Wire;

/** The options of cannelloni while they are read: a later one takes an earlier one's place. */
final class CannelloniWords {
    /** Those with a value, as main() of its cannelloni.cpp hands them to getopt. */
    static final String VALUED = "ClLrRItxTdmPS";

    static final String FLAGS = "hsp46f";

    private static final int LAST_PORT = 65_535;
    private static final long LAST_WORD = 0xffff_ffffL;

    /** MIN_LINK_MTU_SIZE there. */
    private static final int LEAST_MTU = 100;

    private static final int NANOS_PER_MICRO = 1000;

    private Optional<Role> tcp = Optional.empty();
    private Optional<Role> sctp = Optional.empty();
    private boolean ipv4 = true;
    private boolean ipv6;
    private String remote = "";
    private boolean hasRemote;
    private int remotePort = 20_000;
    private String listen = "";
    private int listenPort = 20_000;
    private String bus = "vcan0";
    private long timeout;
    private long maxAge;
    private Optional<String> timeoutFile = Optional.empty();
    private boolean sort;
    private boolean anyPeer;
    private int mtu = 1500;
    private String debug = "";
    private boolean background;
    private String pidFile = "/var/run/cannelloni.pid";
    private boolean help;

    CannelloniWords(Unsaid unsaid) {
        timeout = unsaid.timeout();
        maxAge = unsaid.maxAge();
    }

    void take(char letter, String value) {
        switch (letter) {
            case 'C' -> tcp = Optional.of(role(letter, value));
            case 'S' -> sctp = Optional.of(role(letter, value));
            case 'l' -> listenPort = (int) number(letter, value, 0, LAST_PORT);
            case 'L' -> listen = value;
            case 'r' -> remotePort = (int) number(letter, value, 1, LAST_PORT);
            case 'R' -> {
                remote = value;
                hasRemote = true;
            }
            case 'I' -> bus = value;
            case 't' -> timeout = number(letter, value, 1, LAST_WORD);
            case 'x' -> maxAge = number(letter, value, 0, LAST_WORD);
            case 'T' -> timeoutFile = Optional.of(value).filter(file -> !file.isEmpty());
            case 'd' -> debug = debug + value;
            case 'm' -> mtu = (int) number(letter, value, LEAST_MTU, LAST_PORT);
            case 'P' -> pidFile = value;
            case 's' -> sort = true;
            case 'p' -> anyPeer = true;
            case '4' -> ipv4 = true;
            case '6' -> {
                ipv6 = true;
                ipv4 = false; // so -4 and then -6 is -6, and only the other way round a mistake
            }
            case 'f' -> background = true;
            default -> help = true;
        }
    }

    private static Role role(char letter, String value) {
        return switch (value.isEmpty() ? ' ' : value.charAt(0)) {
            case 's', 'S' -> Role.SERVER;
            case 'c', 'C' -> Role.CLIENT;
            default ->
                throw new NodeException("-%c is s for a server or c for a client, not '%s'".formatted(letter, value));
        };
    }

    private static long number(char letter, String value, long least, long most) {
        if (value.matches("[0-9]{1,18}")) {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new NodeException("-%c is a number from %d to %d, not '%s'".formatted(letter, least, most, value));
    }

    CannelloniArguments arguments() {
        if (!help) {
            check();
        }
        String anywhere = ipv6 ? "::" : "0.0.0.0";
        String self = ipv6 ? "::1" : "127.0.0.1";
        return new CannelloniArguments(
                wire(),
                tcp.or(() -> sctp).orElse(Role.CLIENT),
                ipv6,
                new Host(remote.isEmpty() ? self : remote, remotePort),
                new Host(listen.isEmpty() ? anywhere : listen, listenPort),
                bus,
                timeout * NANOS_PER_MICRO,
                maxAge * NANOS_PER_MICRO,
                timeoutFile,
                sort,
                anyPeer,
                mtu,
                debug,
                background,
                pidFile,
                help);
    }

    private Wire wire() {
        if (tcp.isPresent()) {
            return Wire.TCP;
        }
        return sctp.isPresent() ? Wire.SCTP : Wire.UDP;
    }

    private void check() {
        if (ipv4 && ipv6) {
            throw new NodeException("-4 and -6 are two kinds of addresses: leave one of them out");
        }
        if (tcp.isPresent() && sctp.isPresent()) {
            throw new NodeException("-C is TCP and -S is SCTP: leave one of them out");
        }
        if (!hasRemote && tcp.isEmpty() && sctp.isEmpty()) {
            throw new NodeException("-R is missing: over UDP it says where to send to");
        }
    }
}

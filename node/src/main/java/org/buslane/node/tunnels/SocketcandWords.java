package org.buslane.node.tunnels;

import static org.buslane.node.tunnels.LongOptions.Option.added;
import static org.buslane.node.tunnels.LongOptions.Option.original;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.buslane.core.policy.BadRuleException;
import org.buslane.core.policy.Policy;
import org.buslane.core.policy.RuleSet;
import org.buslane.node.NodeException;
import org.buslane.node.tunnels.LongOptions.Option;
import org.buslane.node.tunnels.LongOptions.Value;
import org.buslane.tunnel.socketcand.Behaviour;
import org.buslane.tunnel.socketcand.Dialect;
import org.buslane.tunnel.socketcand.Limits;

/** The options of socketcand while they are read: a later one takes an earlier one's place. */
final class SocketcandWords {
    static final int LAST_PORT = 65_535;

    /** Those of main() of its socketcand.c, and ours behind them. */
    static final List<Option> OPTIONS = Stream.concat(
                    Stream.of(
                            original('v', "verbose", Value.NONE),
                            original('i', "interfaces", Value.ONE),
                            original('p', "port", Value.ONE),
                            original('q', "quick-ack", Value.NONE),
                            original('u', "afuxname", Value.ONE),
                            original('l', "listen", Value.ONE),
                            original('d', "daemon", Value.NONE),
                            original('z', "version", Value.NONE),
                            original('n', "no-beacon", Value.NONE),
                            original('e', "error-mask", Value.ONE),
                            original('h', "help", Value.NONE),
                            added("description", Value.ONE),
                            added("dialect", Value.ONE),
                            added("lenient", Value.NONE),
                            added("hold-off", Value.ONE),
                            added("clients", Value.ONE),
                            added("read", Value.ONE),
                            added("write", Value.ONE)),
                    TlsWords.OPTIONS.stream())
            .toList();

    private static final int HEX = 16;
    private static final int MOST_MILLIS = 1000;
    private static final int MOST_CLIENTS = 100_000;

    /** CAN_ERR_MASK of linux/can.h. */
    private static final long ALL_ERRORS = 0x1fff_ffffL;

    private final TlsWords tls = new TlsWords();
    private Optional<Integer> port = Optional.empty();
    private Optional<String> description = Optional.empty();
    private Optional<String> unixName = Optional.empty();
    private Optional<String> buses = Optional.empty();
    private Optional<String> listen = Optional.empty();
    private boolean quickAck;
    private boolean beacon = true;
    private int errorMask;
    private Set<Dialect> dialects = Set.of();
    private boolean strict = true;
    private int holdOff = (int) (Behaviour.USUAL.holdOff() / SocketcandArguments.MILLI);
    private boolean verbose;
    private int clients = Limits.USUAL.clients();
    private RuleSet read = Policy.everything().read();
    private RuleSet write = Policy.everything().write();
    private boolean help;
    private boolean version;

    void take(String name, String value) {
        switch (name) {
            case "interfaces" -> buses = Optional.of(value);
            case "listen" -> listen = Optional.of(value);
            case "port" -> port = Optional.of(number(name, value, 0, LAST_PORT));
            case "afuxname" -> unixName = Optional.of(value);
            case "quick-ack" -> quickAck = true;
            case "no-beacon" -> beacon = false;
            case "error-mask" -> errorMask = mask(value);
            case "verbose", "daemon" -> verbose = true;
            case "description" -> description = Optional.of(value);
            case "dialect" -> dialects = DialectWords.read(value);
            case "lenient" -> strict = false;
            case "hold-off" -> holdOff = number(name, value, 0, MOST_MILLIS);
            case "clients" -> clients = number(name, value, 1, MOST_CLIENTS);
            case "read" -> read = rules(name, value);
            case "write" -> write = rules(name, value);
            case "version" -> version = true;
            case "help" -> help = true;
            default -> tls.take(name, value);
        }
    }

    /** In decimal, as atoi has it. */
    static int number(String name, String value, int least, int most) {
        if (value.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new NodeException("--%s is a number from %d to %d, not '%s'".formatted(name, least, most, value));
    }

    /** In hex with 0x in front or without, as strtoul has it. */
    private static int mask(String value) {
        if (value.matches("(?:0[xX])?[0-9A-Fa-f]{1,8}")) {
            long mask = Long.parseLong(value.replaceFirst("^0[xX]", ""), HEX);
            return (int) (mask & ALL_ERRORS);
        }
        throw new NodeException("--error-mask is in hex such as 1FFFFFFF, not '" + value + "'");
    }

    private static RuleSet rules(String name, String value) {
        try {
            return RuleSet.parse(value);
        } catch (BadRuleException e) {
            throw new NodeException("--%s: %s".formatted(name, e.getMessage()), e);
        }
    }

    SocketcandArguments arguments() {
        return new SocketcandArguments(
                new SocketcandSettings(port, description, unixName, buses, listen),
                quickAck,
                beacon,
                errorMask,
                dialects,
                strict,
                holdOff * SocketcandArguments.MILLI,
                verbose,
                clients,
                read,
                write,
                tls.files(),
                help,
                version);
    }
}

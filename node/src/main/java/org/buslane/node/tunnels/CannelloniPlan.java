package org.buslane.node.tunnels;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.buslane.core.policy.Policy;
import org.buslane.linux.inet.InetPlace;
import org.buslane.node.NodeException;
import org.buslane.node.tunnels.CannelloniArguments.Host;
import org.buslane.tunnel.TunnelKind;
import org.buslane.tunnel.cannelloni.CannelloniStream;
import org.buslane.tunnel.cannelloni.CannelloniUdp;
import org.buslane.tunnel.cannelloni.Peer;
import org.buslane.tunnel.cannelloni.Role;
import org.buslane.tunnel.cannelloni.Settings;
import org.buslane.tunnel.cannelloni.TimeoutTable;
import org.buslane.tunnel.cannelloni.Transport;

/** The tunnel that was typed. Pure, but for the addresses that it asks for. */
final class CannelloniPlan {
    /** What a typed command means: all that others say, and none of the bus's error frames, as the original has it. */
    private static final Policy EVERYTHING =
            new Policy(Policy.everything().read(), Policy.everything().write(), false);

    private CannelloniPlan() {}

    /**
     * As a tunnel.
     *
     * @param timeouts of {@code -T}
     * @param addresses looks up an end, of IPv6 or not
     * @throws NodeException if what was typed cannot be
     */
    static TunnelKind of(
            CannelloniArguments typed, TimeoutTable timeouts, BiFunction<Host, Boolean, InetPlace> addresses) {
        InetPlace remote = addresses.apply(typed.remote(), typed.ipv6());
        InetPlace listen = addresses.apply(typed.listen(), typed.ipv6());
        return checked(() -> {
            Settings settings = new Settings(
                    typed.maxAgeNanos(),
                    typed.timeoutNanos(),
                    typed.timeoutNanos() == 0 ? TimeoutTable.EMPTY : timeouts,
                    typed.sort(),
                    typed.anyPeer(),
                    Settings.USUAL_QUEUE,
                    true);
            return switch (typed.wire()) {
                case UDP -> new CannelloniUdp(listen, List.of(peer(remote, typed)), settings);
                case TCP -> stream(Transport.TCP, typed, listen, remote, settings);
                case SCTP -> stream(Transport.SCTP, typed, listen, remote, settings);
            };
        });
    }

    private static CannelloniStream stream(
            Transport transport, CannelloniArguments typed, InetPlace listen, InetPlace remote, Settings settings) {
        return switch (typed.role()) {
            case CLIENT ->
                new CannelloniStream(transport, Role.CLIENT, remote, EVERYTHING, typed.mtu(), List.of(), settings);
            case SERVER ->
                new CannelloniStream(
                        transport,
                        Role.SERVER,
                        listen,
                        EVERYTHING,
                        typed.mtu(),
                        List.of(peer(new InetPlace(remote.address(), 0), typed)),
                        settings);
        };
    }

    private static Peer peer(InetPlace place, CannelloniArguments typed) {
        return new Peer(place, EVERYTHING, typed.mtu());
    }

    private static <T> T checked(Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new NodeException(String.valueOf(e.getMessage()), e);
        }
    }
}

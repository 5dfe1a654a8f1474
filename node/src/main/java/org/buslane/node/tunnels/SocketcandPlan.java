package org.buslane.node.tunnels;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.buslane.core.policy.Policy;
import org.buslane.node.NodeException;
import org.buslane.tunnel.line.TlsFiles;
import org.buslane.tunnel.socketcand.Behaviour;
import org.buslane.tunnel.socketcand.Limits;
import org.buslane.tunnel.socketcand.ListenPlace;
import org.buslane.tunnel.socketcand.ServerSpec;
import org.buslane.tunnel.socketcand.ServerSpec.Beaconing;

/** The server that was typed. Pure. */
final class SocketcandPlan {
    private static final int PORT = 29_536;

    /** DEFAULT_INTERFACE and DEFAULT_BUSNAME of the original's socketcand.h, BEACON_DESCRIPTION of its beacon.h. */
    private static final String INTERFACE = "eth0";

    private static final String BUS = "vcan0";
    private static final String DESCRIPTION = "socketcand";

    private SocketcandPlan() {}

    /**
     * As a server.
     *
     * @param file what socketcand.conf says
     * @param hostName of this machine
     * @throws NodeException if what was typed cannot be
     */
    static ServerSpec of(SocketcandArguments typed, SocketcandSettings file, String hostName, ListenNames interfaces) {
        SocketcandSettings said = typed.said().or(file);
        List<ListenPlace> listen = listen(said, interfaces);
        Behaviour usual = Behaviour.USUAL;
        try {
            return new ServerSpec(
                    "socketcand",
                    buses(said.buses().orElse(BUS)),
                    listen,
                    new Policy(typed.read(), typed.write(), typed.errorMask() != 0),
                    List.of(),
                    false,
                    new Limits(typed.clients(), Limits.USUAL.jobs(), Limits.USUAL.commands(), Limits.USUAL.interval()),
                    new Behaviour(
                            typed.dialects(),
                            typed.errorMask(),
                            typed.strict(),
                            typed.quickAck(),
                            typed.holdOff(),
                            usual.queue(),
                            usual.reel()),
                    tls(typed.tls()),
                    typed.beacon() && said.unixName().isEmpty()
                            ? Optional.of(
                                    new Beaconing(hostName, said.description().orElse(DESCRIPTION)))
                            : Optional.empty());
        } catch (IllegalArgumentException e) {
            throw new NodeException(String.valueOf(e.getMessage()), e);
        }
    }

    /** A unix socket takes the place of TCP, and a beacon could not tell of it. */
    private static List<ListenPlace> listen(SocketcandSettings said, ListenNames interfaces) {
        if (said.unixName().isPresent()) {
            return List.of(new ListenPlace.Unix(said.unixName().get()));
        }
        List<ListenPlace> places = new ArrayList<>();
        interfaces
                .places(said.listen().orElse(INTERFACE), said.port().orElse(PORT))
                .forEach(place -> places.add(new ListenPlace.Tcp(place)));
        return places;
    }

    private static List<String> buses(String words) {
        List<String> buses = new ArrayList<>();
        for (String bus : words.split(",", -1)) {
            if (bus.isBlank() || buses.contains(bus)) {
                throw new NodeException(
                        "--interfaces is of buses with commas between them such as can0,can1, each once, not '%s'"
                                .formatted(words));
            }
            buses.add(bus);
        }
        return buses;
    }

    private static Optional<TlsFiles> tls(TlsFiles files) {
        if (files.certificate().isEmpty() && files.authority().isPresent()) {
            throw new NodeException("--tls-authority goes with --tls-certificate and --tls-key: a server has its own");
        }
        return Optional.of(files).filter(each -> each.certificate().isPresent());
    }
}

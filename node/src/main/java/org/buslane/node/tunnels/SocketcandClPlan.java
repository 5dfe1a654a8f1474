package org.buslane.node.tunnels;

import java.util.Optional;
import java.util.function.Function;
import org.buslane.core.policy.Policy;
import org.buslane.linux.inet.InetPlace;
import org.buslane.node.NodeException;
import org.buslane.node.tunnels.CannelloniArguments.Host;
import org.buslane.tunnel.socketcand.ListenPlace;
import org.buslane.tunnel.socketcand.SocketcandClientSpec;

/** The client that was typed. Pure, but for the address that it asks for. */
final class SocketcandClPlan {
    /** What a typed command means: all that others say, and none of the bus's error frames, as the original has it. */
    private static final Policy EVERYTHING =
            new Policy(Policy.everything().read(), Policy.everything().write(), false);

    private SocketcandClPlan() {}

    /**
     * As a tunnel.
     *
     * @param addresses looks up a server
     * @throws NodeException if what was typed cannot be
     */
    static SocketcandClientSpec of(SocketcandClArguments typed, Function<Host, InetPlace> addresses) {
        Optional<ListenPlace> server = typed.discover() ? Optional.empty() : Optional.of(server(typed, addresses));
        try {
            return new SocketcandClientSpec(
                    server,
                    typed.serverBus(),
                    EVERYTHING,
                    typed.dialects(),
                    SocketcandClientSpec.USUAL_AGE,
                    SocketcandClientSpec.USUAL_QUEUE,
                    typed.tls() ? Optional.of(typed.files()) : Optional.empty(),
                    typed.tls() && server.isPresent() ? typed.server() : "");
        } catch (IllegalArgumentException e) {
            throw new NodeException(String.valueOf(e.getMessage()), e);
        }
    }

    private static ListenPlace server(SocketcandClArguments typed, Function<Host, InetPlace> addresses) {
        return typed.unixName()
                .<ListenPlace>map(ListenPlace.Unix::new)
                .orElseGet(() -> new ListenPlace.Tcp(addresses.apply(new Host(typed.server(), typed.port()))));
    }
}

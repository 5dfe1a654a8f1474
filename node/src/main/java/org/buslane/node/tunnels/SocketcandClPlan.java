package org.buslane.node.tunnels;

import java.net.InetAddress;
import java.util.Optional;
import org.buslane.core.policy.Policy;
import org.buslane.linux.inet.InetPlace;
import org.buslane.node.NodeException;
import org.buslane.tunnel.socketcand.ListenPlace;
import org.buslane.tunnel.socketcand.ServerPlace;
import org.buslane.tunnel.socketcand.SocketcandClientSpec;

/** The client that was typed. Pure. */
final class SocketcandClPlan {
    /** What a typed command means: all that others say, and none of the bus's error frames, as the original has it. */
    private static final Policy EVERYTHING =
            new Policy(Policy.everything().read(), Policy.everything().write(), false);

    private SocketcandClPlan() {}

    /**
     * As a tunnel, which looks up the name of a host by itself.
     *
     * @throws NodeException if what was typed cannot be
     */
    static SocketcandClientSpec of(SocketcandClArguments typed) {
        try {
            Optional<ServerPlace> server = typed.discover() ? Optional.empty() : Optional.of(server(typed));
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

    private static ServerPlace server(SocketcandClArguments typed) {
        return typed.unixName().<ServerPlace>map(ListenPlace.Unix::new).orElseGet(() -> host(typed));
    }

    private static ServerPlace host(SocketcandClArguments typed) {
        try {
            return new ListenPlace.Tcp(new InetPlace(InetAddress.ofLiteral(typed.server()), typed.port()));
        } catch (IllegalArgumentException e) {
            return new ServerPlace.Named(typed.server(), typed.port());
        }
    }
}

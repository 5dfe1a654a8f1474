package org.buslane.node.tunnels;

import java.util.Optional;

/**
 * What both a command line and socketcand.conf may say, as it is written there.
 *
 * @param buses that clients may open, with commas between them
 * @param listen interfaces or addresses, with commas between them
 * @param unixName of a socket instead of TCP
 */
public record SocketcandSettings(
        Optional<Integer> port,
        Optional<String> description,
        Optional<String> unixName,
        Optional<String> buses,
        Optional<String> listen) {
    public static final SocketcandSettings NONE = new SocketcandSettings(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** These, and the others' where these say nothing. */
    public SocketcandSettings or(SocketcandSettings others) {
        return new SocketcandSettings(
                port.or(others::port),
                description.or(others::description),
                unixName.or(others::unixName),
                buses.or(others::buses),
                listen.or(others::listen));
    }
}

package org.buslane.node.tunnels;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.buslane.linux.inet.InetPlace;
import org.buslane.node.NodeException;
import org.buslane.node.tunnels.CannelloniArguments.Host;

/** Asks for the addresses of hosts, which may take its time. */
final class HostAddresses {
    private HostAddresses() {}

    /** The first of either kind. */
    static InetPlace any(Host host) {
        try {
            return new InetPlace(InetAddress.getByName(host.host()), host.port());
        } catch (UnknownHostException e) {
            throw unknown(host, e);
        }
    }

    private static NodeException unknown(Host host, UnknownHostException e) {
        return new NodeException("nobody knows an address of '" + host.host() + "'", e);
    }

    /** The first of its kind, as the original takes it. */
    static InetPlace of(Host host, boolean ipv6) {
        try {
            for (InetAddress address : InetAddress.getAllByName(host.host())) {
                if (address instanceof Inet6Address == ipv6) {
                    return new InetPlace(address, host.port());
                }
            }
        } catch (UnknownHostException e) {
            throw unknown(host, e);
        }
        throw new NodeException("'%s' has no address of %s; %s is for the other kind"
                .formatted(host.host(), ipv6 ? "IPv6" : "IPv4", ipv6 ? "-4" : "-6"));
    }
}

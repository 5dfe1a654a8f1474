package org.buslane.tunnel.cannelloni;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.buslane.core.policy.Policy;
import org.buslane.linux.inet.InetPlace;
import org.buslane.tunnel.BusSide;
import org.buslane.tunnel.Tunnel;

/** Tunnels over streams, as tests want them. */
final class Kinds {
    static final Settings SETTINGS = Settings.USUAL;

    private Kinds() {}

    static Function<BusSide, Tunnel> server(Settings settings, Peer... peers) {
        CannelloniStream kind = new CannelloniStream(
                Transport.TCP,
                Role.SERVER,
                InetPlace.parse("127.0.0.1:0"),
                Policy.everything(),
                Mtu.USUAL,
                List.of(peers),
                settings);
        return side -> new ServerEndpoint(kind, side, new SplittableRandom(1));
    }

    static Function<BusSide, Tunnel> client(int port) {
        CannelloniStream kind = new CannelloniStream(
                Transport.TCP,
                Role.CLIENT,
                InetPlace.parse("127.0.0.1:" + port),
                Policy.everything(),
                Mtu.USUAL,
                List.of(),
                SETTINGS);
        return side -> new ClientEndpoint(kind, side, new SplittableRandom(1));
    }

    static Settings settings(long maxAge, int queue, boolean anyPeer) {
        return new Settings(maxAge, 0, TimeoutTable.EMPTY, false, anyPeer, queue, false);
    }

    static Peer peer(String address, Policy policy) {
        return new Peer(InetPlace.parse(address + ":0"), policy, Mtu.USUAL);
    }
}

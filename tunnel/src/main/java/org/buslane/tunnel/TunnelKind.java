package org.buslane.tunnel;

/** What a tunnel is, as it is declared: equal if nothing has changed. */
public interface TunnelKind {
    /** In words, for `reload` and `status`: {@code cannelloni over UDP at 0.0.0.0:20000 with 192.0.2.7:20000}. */
    String words();

    /** On the bus's thread. Must not fail: one that cannot work yet tries again when it is due. */
    Tunnel open(BusSide side);
}

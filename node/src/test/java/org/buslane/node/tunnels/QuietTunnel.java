package org.buslane.node.tunnels;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.buslane.core.bus.Account;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.tunnel.BusSide;
import org.buslane.tunnel.PeerReport;
import org.buslane.tunnel.Tunnel;
import org.buslane.tunnel.TunnelKind;
import org.buslane.tunnel.TunnelReport;

/**
 * A tunnel without a network: what happens to it is written down.
 *
 * @param name equal by it alone
 */
record QuietTunnel(String name, Queue<String> log, AtomicInteger opened) implements TunnelKind {
    static QuietTunnel named(String name) {
        return new QuietTunnel(name, new ConcurrentLinkedQueue<>(), new AtomicInteger());
    }

    @Override
    public String words() {
        return "a quiet one named " + name;
    }

    @Override
    public Tunnel open(BusSide side) {
        opened.incrementAndGet();
        return new Hearer(this, side);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof QuietTunnel that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** Writes down the ids that it hears. */
    private record Hearer(QuietTunnel kind, BusSide side) implements Tunnel {
        @Override
        public void hear(FrameBatch batch, long selected, Ledger heard) {
            for (int i = 0; i < batch.count(); i++) {
                if ((selected >>> i & 1) != 0) {
                    kind.log.add("%03X".formatted(batch.idWord(i)));
                    heard.delivered(1);
                }
            }
        }

        @Override
        public void drained() {
            kind.log.add("drained");
        }

        @Override
        public long due() {
            return Long.MAX_VALUE;
        }

        @Override
        public void run(long now) {}

        @Override
        public void ready(int events) {}

        @Override
        public TunnelReport report() {
            return new TunnelReport(
                    true,
                    "",
                    "nowhere",
                    List.of(new PeerReport(
                            "nobody", false, "", Account.empty(), Account.empty(), new TreeMap<>(Map.of("gaps", 0L)))));
        }

        @Override
        public void close() {
            kind.log.add("closed");
        }
    }
}

package org.buslane.node.tunnels;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.linux.Descriptor;
import org.buslane.tunnel.BusSide;
import org.buslane.tunnel.Tunnel;
import org.buslane.tunnel.TunnelKind;
import org.buslane.virtual.Resident;
import org.buslane.virtual.Voice;

/**
 * A tunnel as a participant of a virtual bus. What was heard in a turn of the gateway's loop is drained at the turn's
 * end, when {@link #run} is called; there, too, what the tunnel said goes to the bus, as a datagram or two can bring more
 * frames at once than the gateway has room for. Such a bus takes a frame at once, so none expires here. Owned by the
 * gateway's thread; nothing is allocated for a frame.
 */
final class TunnelResident implements Resident, BusSide {
    private final Voice voice;
    private final Waiting waiting = new Waiting();
    private final Tunnel tunnel;
    private boolean hasHeard;

    /** When it had something to do at the end of a turn for the first time; Long.MAX_VALUE if it has not. */
    private long since = Long.MAX_VALUE;

    TunnelResident(TunnelKind kind, Voice voice) {
        this.voice = voice;
        this.tunnel = kind.open(this);
    }

    @Override
    public void hear(FrameBatch batch, long selected, Ledger heard) {
        hasHeard = true;
        wake();
        tunnel.hear(batch, selected, heard);
    }

    @Override
    public long due() {
        return Math.min(since, tunnel.due());
    }

    private void wake() {
        if (since == Long.MAX_VALUE) {
            since = voice.now();
        }
    }

    @Override
    public void run(long now) {
        since = Long.MAX_VALUE;
        if (hasHeard) {
            hasHeard = false;
            tunnel.drained();
        }
        if (tunnel.due() <= now) {
            tunnel.run(now);
        }
        waiting.sayTo(voice);
        since = waiting.isEmpty() ? Long.MAX_VALUE : now;
    }

    @Override
    public void ready(int events) {
        tunnel.ready(events);
    }

    @Override
    public Optional<TunnelResidentReport> report() {
        return Optional.of(new TunnelResidentReport(tunnel.report()));
    }

    @Override
    public boolean say(MemorySegment memory, long offset, int size, long expires) {
        wake();
        return waiting.add(memory, offset, size);
    }

    @Override
    public long now() {
        return voice.now();
    }

    @Override
    public long realtime() {
        return voice.realtime();
    }

    @Override
    public int mtu() {
        return voice.mtu();
    }

    @Override
    public void watch(Descriptor descriptor, int events) {
        voice.watch(descriptor, events);
    }

    @Override
    public void unwatch(Descriptor descriptor) {
        voice.unwatch(descriptor);
    }

    @Override
    public void close() {
        tunnel.close();
    }
}

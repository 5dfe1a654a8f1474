package org.buslane.proof.tunnel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameStruct;
import org.buslane.core.text.FrameText;
import org.buslane.tunnel.BusSide;
import org.buslane.tunnel.Tunnel;
import org.buslane.tunnel.TunnelKind;
import org.buslane.tunnel.TunnelReport;
import org.buslane.tunnel.TunnelSpec;

/** A tunnel to nowhere: keeps the last thousand frames that it heard, and says what a test wants on the bus's thread. */
final class Listener implements TunnelKind, Tunnel {
    private static final int MOST = 1000;

    private final MemorySegment memory = Arena.ofAuto().allocate(2112, 8);
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private Optional<BusSide> side = Optional.empty();

    TunnelSpec named(String name, String bus) {
        return new TunnelSpec(name, bus, this);
    }

    List<String> heard() {
        synchronized (heard) {
            return List.copyOf(heard);
        }
    }

    /** On the bus's thread. */
    boolean say(String frame, long waits) {
        BusSide bus = side.orElseThrow();
        int size = FrameStruct.write(FrameText.parse(frame), memory, 0);
        return bus.say(memory, 0, size, waits == Long.MAX_VALUE ? waits : bus.now() + waits);
    }

    int mtu() {
        return side.orElseThrow().mtu();
    }

    @Override
    public String words() {
        return "a listener";
    }

    @Override
    public Tunnel open(BusSide bus) {
        side = Optional.of(bus);
        return this;
    }

    @Override
    public void hear(FrameBatch batch, long selected, Ledger account) {
        account.delivered(Long.bitCount(selected));
        for (long left = selected; left != 0 && heard.size() < MOST; left &= left - 1) {
            int i = Long.numberOfTrailingZeros(left);
            heard.add(FrameText.format(FrameStruct.read(batch.memory(), batch.offset(i), batch.size(i))));
        }
    }

    @Override
    public void drained() {}

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
        return new TunnelReport(true, "", "", List.of());
    }

    @Override
    public void close() {}
}

package org.buslane.tunnel.bus;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
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

/** A tunnel that writes down what it hears, and says what a test wants. */
final class TunnelDouble implements TunnelKind, Tunnel {
    private final MemorySegment memory = Arena.ofAuto().allocate(2112, 8);
    private final List<String> diary = new ArrayList<>();
    private final List<Long> stamps = new ArrayList<>();
    private Optional<BusSide> side = Optional.empty();
    private Runnable whenHearing = () -> {};
    private Runnable whenReady = () -> {};
    private long due = Long.MAX_VALUE;
    private boolean fault;

    TunnelSpec named(String name) {
        return new TunnelSpec(name, "can0", this);
    }

    BusSide side() {
        return side.orElseThrow();
    }

    /** All that happened since the last call: frames, {@code drained}, {@code run}, {@code ready}, {@code closed}. */
    List<String> diary() {
        List<String> all = List.copyOf(diary);
        diary.clear();
        return all;
    }

    /** The frames heard since the last call. */
    List<String> heard() {
        return diary().stream().filter(line -> line.contains("#")).toList();
    }

    /** When the frames came that it has heard since it was opened. */
    List<Long> stamps() {
        return stamps;
    }

    void whenHearing(Runnable does) {
        whenHearing = does;
    }

    void isAtFault() {
        fault = true;
    }

    void whenReady(Runnable does) {
        whenReady = does;
    }

    void due(long time) {
        due = time;
    }

    boolean say(String frame) {
        return say(frame, Long.MAX_VALUE);
    }

    boolean say(String frame, long expires) {
        int size = FrameStruct.write(FrameText.parse(frame), memory, 0);
        return side().say(memory, 0, size, expires);
    }

    @Override
    public String words() {
        return "a double";
    }

    @Override
    public Tunnel open(BusSide bus) {
        side = Optional.of(bus);
        return this;
    }

    @Override
    public void hear(FrameBatch batch, long selected, Ledger heard) {
        if (fault) {
            throw new IllegalStateException("a fault that this test wants to be logged");
        }
        for (long left = selected; left != 0; left &= left - 1) {
            int i = Long.numberOfTrailingZeros(left);
            stamps.add(batch.arrival(i));
            diary.add(FrameText.format(FrameStruct.read(batch.memory(), batch.offset(i), batch.size(i))));
        }
        heard.delivered(Long.bitCount(selected));
        whenHearing.run();
    }

    @Override
    public void drained() {
        diary.add("drained");
    }

    @Override
    public long due() {
        return due;
    }

    @Override
    public void run(long now) {
        due = Long.MAX_VALUE;
        diary.add("run");
    }

    @Override
    public void ready(int events) {
        diary.add("ready");
        whenReady.run();
    }

    @Override
    public TunnelReport report() {
        return new TunnelReport(true, "", "", List.of());
    }

    @Override
    public void close() {
        diary.add("closed");
    }
}

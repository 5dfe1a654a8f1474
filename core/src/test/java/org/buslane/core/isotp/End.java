package org.buslane.core.isotp;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.buslane.core.frame.Frame;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.FrameStruct;
import org.buslane.core.text.FrameText;

/** One end of a conversation in a test: frames and PDUs as text, time as the test says. */
final class End implements IsoTpEvents {
    static final long MILLI = 1_000_000;
    static final long SECOND = 1000 * MILLI;
    static final IsoTpAddress TESTER = new IsoTpAddress(0x7e0, 0x7e8);
    static final IsoTpAddress ECU = new IsoTpAddress(0x7e8, 0x7e0);

    /** What happened, in order: PDUs in hex, and the names of errors. */
    final List<String> happened = new ArrayList<>();

    final IsoTpMachine machine;
    long now = 1000 * SECOND;

    private final MemorySegment slot = MemorySegment.ofArray(new byte[FrameLayout.FD_SIZE]);

    End(IsoTpAddress address, IsoTpSettings settings) {
        machine = new IsoTpMachine(address, settings, this);
    }

    static End tester() {
        return new End(TESTER, IsoTpSettings.DEFAULT);
    }

    static End ecu(IsoTpSettings settings) {
        return new End(ECU, settings);
    }

    static IsoTpSettings flags(int flags) {
        return IsoTpSettings.DEFAULT.with(new IsoTpOptions(flags, 0, 0, 0xcc, 0xcc, 0));
    }

    @Override
    public void received(byte[] pdu, int length) {
        happened.add(HexFormat.of().withUpperCase().formatHex(pdu, 0, length));
    }

    @Override
    public void failed(IsoTpError error) {
        happened.add(error.name());
    }

    SendOutcome send(String hex) {
        byte[] pdu = HexFormat.of().parseHex(hex);
        return send(pdu);
    }

    SendOutcome send(byte[] pdu) {
        return machine.send(MemorySegment.ofArray(pdu), 0, pdu.length, now);
    }

    End hear(String... frames) {
        for (String frame : frames) {
            hear(FrameText.parse(frame));
        }
        return this;
    }

    /** A frame of its own comes back from the bus. */
    void echo(String frame) {
        FrameStruct.write(FrameText.parse(frame), slot, 0);
        machine.echoed(slot, 0, now);
    }

    void hear(Frame frame) {
        machine.hear(slot, 0, FrameStruct.write(frame, slot, 0), now);
    }

    /** Time goes on, as far as something is due within it step by step, and the frames it brings. */
    List<String> after(long nanos) {
        long end = now + nanos;
        List<String> frames = new ArrayList<>(frames());
        while (machine.due() <= end) {
            now = Math.max(now, machine.due());
            machine.tick(now);
            frames.addAll(frames());
        }
        now = end;
        return frames;
    }

    /** The frames there are without time going on. */
    List<String> frames() {
        return take().stream().map(FrameText::format).toList();
    }

    List<Frame> take() {
        List<Frame> frames = new ArrayList<>();
        while (machine.hasFrame(now)) {
            int size = machine.frame(slot, 0, now);
            frames.add(FrameStruct.read(slot, 0, size));
        }
        return frames;
    }

    /** A PDU of 01, 02, 03 and so on. */
    static byte[] counting(int length) {
        byte[] pdu = new byte[length];
        for (int i = 0; i < length; i++) {
            pdu[i] = (byte) (i + 1);
        }
        return pdu;
    }

    static String hex(byte[] pdu) {
        return HexFormat.of().withUpperCase().formatHex(pdu);
    }

    static String counted(int length, int skip) {
        byte[] all = counting(length);
        return hex(Arrays.copyOfRange(all, skip, all.length));
    }
}

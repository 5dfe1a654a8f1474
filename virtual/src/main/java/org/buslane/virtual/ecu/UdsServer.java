package org.buslane.virtual.ecu;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.function.Consumer;
import org.buslane.core.frame.DataFrame;
import org.buslane.core.frame.Frame;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.FrameStruct;
import org.buslane.core.frame.Payload;
import org.buslane.core.isotp.IsoTpAddress;
import org.buslane.core.isotp.IsoTpError;
import org.buslane.core.isotp.IsoTpEvents;
import org.buslane.core.isotp.IsoTpFlags;
import org.buslane.core.isotp.IsoTpMachine;
import org.buslane.core.isotp.IsoTpOptions;
import org.buslane.core.isotp.IsoTpSettings;

/** Answers requests as a {@link UdsSpec} says, one after the other. */
final class UdsServer implements IsoTpEvents {
    /** Requests that wait for the response before theirs; a tester sends one and waits. */
    private static final int MOST = 16;

    private static final int NEGATIVE = 0x7f;
    private static final int REQUEST_OUT_OF_RANGE = 0x31;

    /** The last length of a single frame on classic CAN. */
    private static final int SINGLE = 7;

    private record Response(Payload pdu, long at) {}

    private final UdsSpec spec;
    private final long[] state;
    private final IsoTpMachine machine;
    private final MemorySegment struct = MemorySegment.ofArray(new byte[FrameLayout.FD_SIZE]);
    private final Queue<Response> responses = new ArrayDeque<>();
    private long now;
    private long overflows;

    /** @param state of the ECU's variables, which answers may change */
    UdsServer(UdsSpec spec, long[] state) {
        this.spec = spec;
        this.state = state;
        int flags = spec.padding().isPresent() ? IsoTpFlags.TX_PADDING : 0;
        IsoTpOptions usual = IsoTpOptions.DEFAULT;
        IsoTpOptions options = new IsoTpOptions(
                flags, 0, 0, spec.padding().orElse(usual.txPad()), usual.rxPad(), usual.rxExtAddress());
        this.machine = new IsoTpMachine(
                new IsoTpAddress(spec.response().word(), spec.request().word()),
                IsoTpSettings.DEFAULT.with(options),
                this);
    }

    boolean listensTo(int idWord) {
        return idWord == spec.request().word() || isFunctional(idWord);
    }

    private boolean isFunctional(int idWord) {
        return spec.functional().isPresent()
                && idWord == spec.functional().get().word();
    }

    void hear(Frame frame, long at) {
        now = at;
        if (isFunctional(frame.idWord())) {
            functional(frame);
        } else {
            int size = FrameStruct.write(frame, struct, 0);
            machine.hear(struct, 0, size, at);
        }
    }

    /** Only single frames: nobody could send flow control to all who are asked (ISO 15765-2, 9.6.5). */
    private void functional(Frame frame) {
        if (frame instanceof DataFrame single && single.length() > 1) {
            byte[] data = single.data().toBytes();
            int length = data[0];
            if (length >= 1 && length <= SINGLE && length < data.length) {
                request(Arrays.copyOfRange(data, 1, 1 + length), false);
            }
        }
    }

    @Override
    public void received(byte[] pdu, int length) {
        request(Arrays.copyOf(pdu, length), spec.refuses());
    }

    @Override
    public void failed(IsoTpError error) {
        // The tester asks again, or does not.
    }

    /** @param refuses who was asked together with others is silent about what it does not know (ISO 14229-1, 7.5) */
    private void request(byte[] pdu, boolean refuses) {
        for (UdsAnswer answer : spec.answers()) {
            if (answer.fits(pdu, state)) {
                for (Assignment set : answer.sets()) {
                    state[set.place()] = set.expression().value(state);
                }
                respond(answer.response().make(pdu, state), now + answer.afterNanos());
                return;
            }
        }
        if (refuses) {
            respond(new byte[] {NEGATIVE, pdu[0], REQUEST_OUT_OF_RANGE}, now);
        }
    }

    private void respond(byte[] pdu, long at) {
        if (pdu.length == 0) {
            return;
        }
        if (responses.size() == MOST) {
            overflows++;
        } else {
            responses.add(new Response(Payload.of(pdu), at));
        }
    }

    void turn(long at, Consumer<Frame> out) {
        now = at;
        machine.tick(at);
        begin();
        while (machine.hasFrame(at)) {
            int size = machine.frame(struct, 0, at);
            out.accept(FrameStruct.read(struct, 0, size));
            begin();
        }
    }

    private void begin() {
        Response next = responses.peek();
        if (next != null && next.at() <= now && machine.isIdle()) {
            responses.remove();
            machine.send(
                    MemorySegment.ofArray(next.pdu().toBytes()), 0, next.pdu().length(), now);
        }
    }

    long due() {
        Response next = responses.peek();
        return next != null && machine.isIdle() ? Math.min(next.at(), machine.due()) : machine.due();
    }

    long overflows() {
        return overflows;
    }
}

package org.buslane.tunnel.socketcand;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.buslane.core.bcm.BcmFlag;
import org.buslane.core.bcm.BcmHead;
import org.buslane.core.bcm.BcmOpcode;
import org.buslane.core.bcm.Interval;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.Payload;

/**
 * What the original writes to its CAN_BCM socket for a command: state_bcm.c. But for the throttle of a muxfilter, which it
 * puts into another message.
 */
final class BcmMessage {
    private BcmMessage() {}

    /** @param least nanoseconds between two of its frames */
    static MemorySegment of(Command.Add add, long least) {
        Interval every = new Interval(add.seconds(), add.micros()).atLeast(least);
        int flags = BcmFlag.SETTIMER | BcmFlag.STARTTIMER;
        return message(BcmOpcode.TX_SETUP, flags, every, add.idWord(), List.of(add.data()));
    }

    /** Without a timer: the job's goes on. */
    static MemorySegment of(Command.Update update) {
        return message(BcmOpcode.TX_SETUP, 0, Interval.NONE, update.idWord(), List.of(update.data()));
    }

    static MemorySegment of(Command.Delete delete) {
        return bare(BcmOpcode.TX_DELETE, delete.idWord());
    }

    static MemorySegment of(Command.Subscribe subscribe) {
        Interval throttle = new Interval(subscribe.seconds(), subscribe.micros());
        int flags = BcmFlag.RX_FILTER_ID | BcmFlag.SETTIMER;
        return message(BcmOpcode.RX_SETUP, flags, throttle, subscribe.idWord(), List.of(Payload.EMPTY));
    }

    static MemorySegment of(Command.Unsubscribe unsubscribe) {
        return bare(BcmOpcode.RX_DELETE, unsubscribe.idWord());
    }

    static MemorySegment of(Command.Filter filter) {
        Interval throttle = new Interval(filter.seconds(), filter.micros());
        return message(BcmOpcode.RX_SETUP, BcmFlag.SETTIMER, throttle, filter.idWord(), List.of(filter.mask()));
    }

    static MemorySegment of(Command.MuxFilter filter) {
        Interval throttle = new Interval(filter.seconds(), filter.micros());
        return message(BcmOpcode.RX_SETUP, BcmFlag.SETTIMER, throttle, filter.idWord(), filter.masks());
    }

    /** bcm_delete_tx_op() and bcm_delete_rx_op() look at the head alone. */
    private static MemorySegment bare(int opcode, int idWord) {
        return message(opcode, 0, Interval.NONE, idWord, List.of(Payload.EMPTY));
    }

    private static MemorySegment message(int opcode, int flags, Interval second, int idWord, List<Payload> contents) {
        int bytes = BcmHead.SIZE + contents.size() * FrameLayout.CLASSIC_SIZE;
        MemorySegment message = MemorySegment.ofArray(new byte[bytes]);
        new BcmHead(opcode, flags, 0, Interval.NONE, second, idWord, contents.size()).write(message, 0);
        long at = BcmHead.SIZE;
        for (Payload content : contents) {
            message.set(ValueLayout.JAVA_INT_UNALIGNED, at + FrameLayout.OFFSET_ID, idWord);
            message.set(ValueLayout.JAVA_BYTE, at + FrameLayout.OFFSET_LENGTH, (byte) content.length());
            content.copyTo(message, at + FrameLayout.OFFSET_DATA);
            at += FrameLayout.CLASSIC_SIZE;
        }
        return message;
    }
}

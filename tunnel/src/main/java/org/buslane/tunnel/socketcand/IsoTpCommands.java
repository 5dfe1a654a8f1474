package org.buslane.tunnel.socketcand;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.buslane.core.frame.IdWord;

/** One command of ISO-TP mode as state_isotp.c reads it. */
final class IsoTpCommands {
    private static final String CONFIGURE = "< isotpconf ";
    private static final String SEND = "< sendpdu ";
    private static final int TX_ID = 2;
    private static final int RX_ID = 3;
    private static final int PDU = 2;

    /** CAN_ISOTP_* of linux/can/isotp.h that need a value of their own. */
    private static final int EXTENDED = 0x002;

    private static final int TX_PADDING = 0x004;
    private static final int RX_PADDING = 0x008;
    private static final int RX_EXTENDED = 0x200;

    private final MemorySegment command;
    private final String text;
    private final Scanf scanf = new Scanf();

    /** @param text the same, a character to a byte */
    IsoTpCommands(MemorySegment command, String text) {
        this.command = command;
        this.text = text;
    }

    Command parse() {
        if (text.startsWith(CONFIGURE)) {
            scanf.start(command, CONFIGURE.length(), command.byteSize());
            return configure();
        }
        return text.startsWith(SEND) ? send() : new Command.Unknown();
    }

    private Command configure() {
        Optional<Integer> tx = hex();
        Optional<Integer> rx = tx.isEmpty() ? tx : hex();
        Optional<Integer> flags = rx.isEmpty() ? rx : hex();
        Optional<Integer> blockSize = flags.isEmpty() ? flags : decimalByte();
        Optional<Integer> stMin = blockSize.isEmpty() ? blockSize : hexByte();
        Optional<Integer> wftMax = stMin.isEmpty() ? stMin : decimalByte();
        Optional<Integer> txPad = wftMax.isEmpty() ? wftMax : hexByte();
        Optional<Integer> rxPad = txPad.isEmpty() ? txPad : hexByte();
        Optional<Integer> extended = rxPad.isEmpty() ? rxPad : hexByte();
        Optional<Integer> rxExtended = extended.isEmpty() ? extended : hexByte();
        if (stMin.isEmpty()) {
            return new Command.Malformed("isotpconf has two ids, flags, a block size and a separation time at least");
        }
        int bits = flags.orElseThrow();
        if (lacks(bits, TX_PADDING, txPad)
                || lacks(bits, RX_PADDING, rxPad)
                || lacks(bits, EXTENDED, extended)
                || lacks(bits, RX_EXTENDED, rxExtended)) {
            return new Command.Malformed("isotpconf has flags %03X, and not all of their values".formatted(bits));
        }
        return new Command.IsoTpConf(
                id(tx.orElseThrow(), TX_ID),
                id(rx.orElseThrow(), RX_ID),
                bits,
                blockSize.orElseThrow(),
                stMin.orElseThrow(),
                wftMax,
                txPad,
                rxPad,
                extended,
                rxExtended);
    }

    private static boolean lacks(int flags, int flag, Optional<Integer> value) {
        return (flags & flag) != 0 && value.isEmpty();
    }

    private int id(int number, int element) {
        return Elements.isExtended(command, 0, command.byteSize(), element) ? number | IdWord.EXTENDED : number;
    }

    private Optional<Integer> hex() {
        return scanf.hex() ? Optional.of((int) scanf.value()) : Optional.empty();
    }

    private Optional<Integer> hexByte() {
        return scanf.hex() ? Optional.of((int) scanf.value() & 0xff) : Optional.empty();
    }

    private Optional<Integer> decimalByte() {
        return scanf.decimal() ? Optional.of((int) scanf.value() & 0xff) : Optional.empty();
    }

    /** One blank and then all digits: the original looks for them just there. */
    private Command send() {
        int digits = Elements.length(command, 0, command.byteSize(), PDU);
        if (digits % 2 != 0 || digits / 2 > Replies.PDU) {
            return new Command.Malformed(
                    "a PDU is 1 to 4095 bytes, two hex digits each, not %d digits".formatted(digits));
        }
        return HexPairs.read(text, SEND.length(), digits / 2, 2)
                .<Command>map(Command.SendPdu::new)
                .orElse(new Command.Malformed("a PDU is written in hex digits, two for each byte"));
    }
}

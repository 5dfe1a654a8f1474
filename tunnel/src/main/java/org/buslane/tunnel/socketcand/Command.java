package org.buslane.tunnel.socketcand;

import java.util.List;
import java.util.Optional;
import org.buslane.core.frame.Payload;

/**
 * What a client may say, but for frames to send, which become frames at once ({@code SendReader}). An id word is as in
 * {@code struct can_frame}; a payload of a frame has 0 to 8 bytes.
 */
public sealed interface Command {
    /** {@code < open can0 >} */
    record Open(String bus) implements Command {}

    /** {@code < can0 B … >}: a value below 0 is left as it is. Bit/s, tenths of a percent, nanoseconds, time quanta. */
    record SetTiming(
            String bus, int bitrate, int samplePoint, int tq, int propagation, int phase1, int phase2, int sjw, int brp)
            implements Command {}

    /** {@code < can0 C … >} */
    record SetModes(String bus, boolean listenOnly, boolean loopback, boolean threeSamples) implements Command {}

    /**
     * {@code < can0 B … >} or {@code < can0 C … >} with other numbers than it has, or {@code < can0 X … >}.
     *
     * @param operation the B, the C or the X
     */
    record BadSetting(String bus, char operation) implements Command {
        /** Whether there is such an operation, and its numbers are wrong. */
        public boolean isKnown() {
            return operation == 'B' || operation == 'C';
        }
    }

    /** {@code < rawmode >} and its kin. */
    record Switch(Mode mode) implements Command {}

    /** {@code < echo >} */
    record Echo() implements Command {}

    /** {@code < add SEC USEC ID DLC B… >}: a frame again and again. */
    record Add(long seconds, long micros, int idWord, Payload data) implements Command {}

    /** {@code < update ID DLC B… >} */
    record Update(int idWord, Payload data) implements Command {}

    /** {@code < delete ID >} */
    record Delete(int idWord) implements Command {}

    /** {@code < subscribe SEC USEC ID >}: every frame of the id, at most so often. */
    record Subscribe(long seconds, long micros, int idWord) implements Command {}

    /** {@code < unsubscribe ID >} */
    record Unsubscribe(int idWord) implements Command {}

    /** {@code < filter SEC USEC ID DLC B… >}: when a bit of the mask changes. */
    record Filter(long seconds, long micros, int idWord, Payload mask) implements Command {}

    /** {@code < muxfilter SEC USEC ID N B… >}: the multiplex mask and then a mask for each multiplexed content. */
    record MuxFilter(long seconds, long micros, int idWord, List<Payload> masks) implements Command {
        public MuxFilter {
            masks = List.copyOf(masks);
        }
    }

    /** {@code < statistics MS >}; 0 is off. */
    record Statistics(int millis) implements Command {}

    /**
     * {@code < isotpconf TX RX FLAGS BS STMIN [WFTMAX TXPAD RXPAD EXT RXEXT] >}: what was not said is empty.
     *
     * @param flags CAN_ISOTP_* of linux/can/isotp.h
     */
    record IsoTpConf(
            int txIdWord,
            int rxIdWord,
            int flags,
            int blockSize,
            int stMin,
            Optional<Integer> wftMax,
            Optional<Integer> txPad,
            Optional<Integer> rxPad,
            Optional<Integer> extended,
            Optional<Integer> rxExtended)
            implements Command {}

    /** {@code < sendpdu HEX >}: up to 4095 bytes. */
    record SendPdu(Payload pdu) implements Command {}

    /** A word that it knows, and the rest is wrong, as it says in a sentence: the original answers nothing. */
    record Malformed(String why) implements Command {}

    /** A word that there is not. */
    record Unknown() implements Command {}
}

package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.Set;
import org.buslane.core.frame.FrameKind;
import org.buslane.core.frame.FrameLayout;
import org.buslane.tunnel.socketcand.CommandCutter.Cut;

/**
 * Jazzer on what reads the words of others. Without more it runs over the inputs in {@code DecodersFuzzTestInputs} and
 * instruments nothing, as others of this JVM count bytes; {@code JAZZER_FUZZ=1} with {@code -Djazzer.hooks=true} and
 * {@code -Dtest=DecodersFuzzTest#aClient} lets it look for more.
 */
class DecodersFuzzTest {
    private final MemorySegment struct = Wording.memory(FrameLayout.FD_SIZE);

    /** Says what was cut. */
    private interface Reader {
        void read(MemorySegment text, long start, int length);
    }

    @FuzzTest(maxDuration = "10m")
    void aClient(byte[] bytes) {
        SendReader all = new SendReader(Set.of(Dialect.FDFRAME, Dialect.RTR));
        SendReader longer = new SendReader(Set.of(Dialect.LONG_FRAME));
        cut(bytes, (text, start, length) -> {
            send(all, text, start, length);
            send(longer, text, start, length);
            assertThat(OpeningParser.parse(text, start, length)).isNotNull();
            for (Mode mode : Mode.values()) {
                Command command = CommandParser.parse(text, start, length, mode);
                if (command instanceof Command.Malformed(String why)) {
                    assertThat(why).isNotBlank();
                }
            }
        });
    }

    @FuzzTest(maxDuration = "10m")
    void aServer(byte[] bytes) {
        ReplyReader all = new ReplyReader(Set.of(Dialect.FDFRAME, Dialect.RTR));
        ReplyReader longer = new ReplyReader(Set.of(Dialect.LONG_FRAME));
        cut(bytes, (text, start, length) -> {
            reply(all, text, start, length);
            reply(longer, text, start, length);
        });
    }

    @FuzzTest(maxDuration = "10m")
    void aBeacon(byte[] bytes) {
        Optional<BeaconText> beacon = BeaconText.read(bytes);
        if (beacon.isPresent() && bytes.length <= BeaconText.MOST / 6) {
            assertThat(BeaconText.read(beacon.get().write())).isEqualTo(beacon);
        }
    }

    private void send(SendReader reader, MemorySegment text, long start, int length) {
        if (reader.read(text, start, length, struct, 0) == SendReader.Found.FRAME) {
            assertThat(FrameKind.of(struct, 0, reader.size())).isNotIn(FrameKind.XL, FrameKind.INVALID);
        }
    }

    private void reply(ReplyReader reader, MemorySegment text, long start, int length) {
        switch (reader.read(text, start, length, struct, 0)) {
            case FRAME -> {
                assertThat(FrameKind.of(struct, 0, reader.size())).isIn(FrameKind.DATA, FrameKind.REMOTE, FrameKind.FD);
                assertThat(reader.stamp()).isNotNegative();
            }
            case ERROR_FRAME ->
                assertThat(FrameKind.of(struct, 0, reader.size())).isEqualTo(FrameKind.ERROR);
            case HI, OK, ECHO, ERROR, STAT, PDU, MALFORMED, OTHER ->
                assertThat(length).isPositive();
        }
    }

    /** The first byte says in parts of how many bytes the others come. */
    private static void cut(byte[] bytes, Reader reader) {
        CommandCutter cutter = new CommandCutter(Wording.memory(CommandCutter.MOST));
        Cut cut = Cut.SHORT;
        int at = 1;
        while (at < bytes.length && cut != Cut.TOO_LONG) {
            int part = (int) Math.min(cutter.room(), Math.min(bytes.length - at, 1 + (bytes[0] & 0x7f)));
            assertThat(part).isPositive();
            MemorySegment.copy(MemorySegment.ofArray(bytes), at, cutter.memory(), cutter.position(), part);
            cutter.received(part);
            at += part;
            for (cut = cutter.next(); cut == Cut.COMMAND; cut = cutter.next()) {
                reader.read(cutter.memory(), cutter.start(), cutter.length());
            }
        }
    }
}

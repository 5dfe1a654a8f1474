package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import org.buslane.core.frame.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What state_*.c of socketcand 0.6.1 make of each command. */
class CommandParserTest {
    private static final Payload DATA = Payload.ofHex("11FA");

    @ParameterizedTest
    @EnumSource(Mode.class)
    void everyModeEchoesAndLeadsToTheOthers(Mode mode) {
        assertThat(parse("< echo >", mode)).isEqualTo(new Command.Echo());
        assertThat(parse("< echo 1 >", mode)).isEqualTo(new Command.Unknown());
        assertThat(parse("<echo>", mode)).isEqualTo(new Command.Unknown());
        for (Mode other : Mode.values()) {
            Command expected = other == mode ? new Command.Unknown() : new Command.Switch(other);
            assertThat(parse("< " + other.word() + " >", mode)).isEqualTo(expected);
        }
    }

    @Test
    void jobsAreReadWithTheirIds() {
        assertThat(bcm("< add 1 500000 123 2 11 fa >")).isEqualTo(new Command.Add(1, 500000, 0x123, DATA));
        assertThat(bcm("< add 0 10000 12345678 2 11 fa >")).isEqualTo(new Command.Add(0, 10000, 0x92345678, DATA));
        assertThat(bcm("< update 123 2 11 fa >")).isEqualTo(new Command.Update(0x123, DATA));
        assertThat(bcm("< update 00000123 0 >")).isEqualTo(new Command.Update(0x80000123, Payload.EMPTY));
        assertThat(bcm("< delete 123 >")).isEqualTo(new Command.Delete(0x123));
        assertThat(bcm("< delete 12345678 >")).isEqualTo(new Command.Delete(0x92345678));
        assertThat(bcm("< delete 12345678>")).isEqualTo(new Command.Delete(0x12345678));
    }

    @Test
    void subscriptionsAreReadWithTheirTimes() {
        assertThat(bcm("< subscribe 0 0 123 >")).isEqualTo(new Command.Subscribe(0, 0, 0x123));
        assertThat(bcm("< subscribe 5 1 12345678 >")).isEqualTo(new Command.Subscribe(5, 1, 0x92345678));
        assertThat(bcm("< unsubscribe 7ff >")).isEqualTo(new Command.Unsubscribe(0x7ff));
        assertThat(bcm("< filter 0 0 123 2 11 FA >")).isEqualTo(new Command.Filter(0, 0, 0x123, DATA));
        assertThat(bcm("< muxfilter 1 2 123 2 FF 00 00 00 00 00 00 00 11 FA 00 00 00 00 00 00 >"))
                .isEqualTo(new Command.MuxFilter(
                        1, 2, 0x123, List.of(Payload.ofHex("FF00000000000000"), Payload.ofHex("11FA000000000000"))));
    }

    @Test
    void aMultiplexFilterHasUpTo257Masks() {
        assertThat(bcm("< muxfilter 0 0 12345678 257 " + "0A ".repeat(8 * 257) + ">"))
                .isInstanceOfSatisfying(Command.MuxFilter.class, filter -> {
                    assertThat(filter.idWord()).isEqualTo(0x92345678);
                    assertThat(filter.masks()).hasSize(257).containsOnly(Payload.ofHex("0A".repeat(8)));
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "< add 1 2 123 >",
                "< add 1 2 123 1 >",
                "< add 1 2 123 9 1 2 3 4 5 6 7 8 9 >",
                "< add x 2 123 0 >",
                "< update 123 2 11 >",
                "< update >",
                "< delete >",
                "< subscribe 0 123 >",
                "< unsubscribe x >",
                "< filter 0 0 123 >",
                "< muxfilter 0 0 123 1 FF 00 00 00 00 00 00 00 >",
                "< muxfilter 0 0 123 258 FF 00 00 00 00 00 00 00 >",
                "< muxfilter 0 0 123 2 FF 00 00 00 00 00 00 00 >",
                "< muxfilter 0 0 123 2 FF 00 00 00 00 00 00 00 11 F 00 00 00 00 00 00 >",
                "< muxfilter 0 0 123 2 >",
                "< muxfilter 0 0 123 18446744073709551615 >"
            })
    void whatDoesNotAddUpIsMalformed(String command) {
        assertThat(bcm(command))
                .isInstanceOfSatisfying(
                        Command.Malformed.class,
                        malformed -> assertThat(malformed.why()).isNotBlank());
    }

    @Test
    void aWordIsUnknownInModesThatDoNotHaveIt() {
        assertThat(parse("< add 1 2 123 0 >", Mode.RAW)).isEqualTo(new Command.Unknown());
        assertThat(parse("< sendpdu 11 >", Mode.BCM)).isEqualTo(new Command.Unknown());
        assertThat(parse("< statistics 5 >", Mode.ISOTP)).isEqualTo(new Command.Unknown());
        assertThat(parse("< open can0 >", Mode.BCM)).isEqualTo(new Command.Unknown());
        assertThat(bcm("< adds 1 2 123 0 >")).isEqualTo(new Command.Unknown());
        assertThat(bcm("<>")).isEqualTo(new Command.Unknown());
    }

    @Test
    void statisticsHaveMilliseconds() {
        assertThat(parse("< statistics 100 >", Mode.CONTROL)).isEqualTo(new Command.Statistics(100));
        assertThat(parse("< statistics 0 >", Mode.CONTROL)).isEqualTo(new Command.Statistics(0));
        assertThat(parse("< statistics x >", Mode.CONTROL)).isInstanceOf(Command.Malformed.class);
    }

    @Test
    void anIsoTpConfigurationHasWhatItsFlagsNeed() {
        assertThat(isoTp("< isotpconf 7E0 7E8 0 16 a >")).isEqualTo(conf(0x7e0, 0x7e8, 0, 16, 10, new Integer[0]));
        assertThat(isoTp("< isotpconf 18DA00F1 18DAF100 4 0 0 0 CC >"))
                .isEqualTo(conf(0x98da00f1, 0x98daf100, 4, 0, 0, 0, 0xcc));
        assertThat(isoTp("< isotpconf 7E0 7E8 20e 1 2 3 4 5 6 7 >"))
                .isEqualTo(conf(0x7e0, 0x7e8, 0x20e, 1, 2, 3, 4, 5, 6, 7));
        assertThat(isoTp("< isotpconf 7E0 7E8 4 0 0 0 >")).isInstanceOf(Command.Malformed.class);
        assertThat(isoTp("< isotpconf 7E0 7E8 200 0 0 0 0 0 0 >")).isInstanceOf(Command.Malformed.class);
        assertThat(isoTp("< isotpconf 7E0 7E8 0 0 >")).isInstanceOf(Command.Malformed.class);
    }

    private static Command conf(int tx, int rx, int flags, int blockSize, int stMin, Integer... more) {
        return new Command.IsoTpConf(
                tx, rx, flags, blockSize, stMin, at(more, 0), at(more, 1), at(more, 2), at(more, 3), at(more, 4));
    }

    private static Optional<Integer> at(Integer[] more, int index) {
        return index < more.length ? Optional.of(more[index]) : Optional.empty();
    }

    @Test
    void aPduIsPairsOfDigits() {
        assertThat(isoTp("< sendpdu 11FA >")).isEqualTo(new Command.SendPdu(DATA));
        assertThat(isoTp("< sendpdu " + "5a".repeat(4095) + " >"))
                .isEqualTo(new Command.SendPdu(Payload.ofHex("5a".repeat(4095))));
        for (String wrong : List.of("111", "1g", "11>", " 11", "5A".repeat(4096))) {
            assertThat(isoTp("< sendpdu " + wrong + " >")).as(wrong).isInstanceOf(Command.Malformed.class);
        }
    }

    private static Command bcm(String command) {
        return parse(command, Mode.BCM);
    }

    private static Command isoTp(String command) {
        return parse(command, Mode.ISOTP);
    }

    private static Command parse(String command, Mode mode) {
        MemorySegment memory = Wording.memory("xx" + command);
        return CommandParser.parse(memory, 2, (int) memory.byteSize() - 2, mode);
    }
}

package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

/** What state_nobus.c and canctl.c of socketcand 0.6.1 make of each command. */
class OpeningParserTest {
    @Test
    void aBusIsOpenedByItsName() {
        assertThat(parse("< open can0 >")).isEqualTo(new Command.Open("can0"));
        assertThat(parse("< open  vcan1 more >")).isEqualTo(new Command.Open("vcan1"));
        assertThat(parse("< open can0>")).isEqualTo(new Command.Open("can0>"));
        assertThat(parse("< open >")).isEqualTo(new Command.Open(">"));
    }

    @Test
    void bitTimingHasEightNumbers() {
        assertThat(parse("< can0 B 500000 875 -1 -1 -1 -1 1 -1 >"))
                .isEqualTo(new Command.SetTiming("can0", 500000, 875, -1, -1, -1, -1, 1, -1));
        assertThat(parse("< can0 B 500000 >")).isEqualTo(new Command.BadSetting("can0", 'B'));
        assertThat(parse("< can0 Bitrate 1 2 3 4 5 6 7 8 >")).isEqualTo(new Command.BadSetting("can0", 'B'));
    }

    @Test
    void modesAreThreeFlags() {
        assertThat(parse("< can0 C 1 0 0 >")).isEqualTo(new Command.SetModes("can0", true, false, false));
        assertThat(parse("< can0 C 0 1 7 >")).isEqualTo(new Command.SetModes("can0", false, true, true));
        assertThat(parse("< can0 C 0 1 >")).isEqualTo(new Command.BadSetting("can0", 'C'));
    }

    @Test
    void anyOtherWordIsABusAndAnOperation() {
        assertThat(parse("< can0 X >")).isEqualTo(new Command.BadSetting("can0", 'X'));
        assertThat(parse("< echo >")).isEqualTo(new Command.BadSetting("echo", '>'));
        assertThat(parse("< rawmode >")).isEqualTo(new Command.BadSetting("rawmode", '>'));
        assertThat(parse("<open can0>")).isEqualTo(new Command.BadSetting("open", 'c'));
        assertThat(new Command.BadSetting("can0", 'X').isKnown()).isFalse();
        assertThat(new Command.BadSetting("can0", 'B').isKnown()).isTrue();
    }

    @Test
    void oneWordIsUnknown() {
        assertThat(parse("<>")).isEqualTo(new Command.Unknown());
        assertThat(parse("< >")).isEqualTo(new Command.Unknown());
        assertThat(parse("<echo>")).isEqualTo(new Command.Unknown());
    }

    private static Command parse(String command) {
        MemorySegment memory = Wording.memory("xx" + command);
        return OpeningParser.parse(memory, 2, (int) memory.byteSize() - 2);
    }
}

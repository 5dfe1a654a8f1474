package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.buslane.core.frame.Payload;
import org.junit.jupiter.api.Test;

class CommandCutterTest {
    private static final int ROOM = 2 * CommandCutter.MOST;

    private final CommandCutter cutter = new CommandCutter(Wording.memory(ROOM));

    @Test
    void severalCommandsOfOneReadComeOneByOne() {
        say("< open can0 >< rawmode >\n< send 123 0 >");
        assertThat(all()).containsExactly("< open can0 >", "< rawmode >", "< send 123 0 >");
    }

    @Test
    void whatStandsBetweenThemIsSkipped() {
        say("\r\n> hello >< echo >;;< echo > ");
        assertThat(all()).containsExactly("< echo >", "< echo >");
        say("more");
        assertThat(all()).isEmpty();
        assertThat(cutter.room()).isEqualTo(ROOM);
    }

    @Test
    void aCommandBeginsWithItsFirstBracket() {
        say("< a < echo >");
        assertThat(all()).containsExactly("< a < echo >");
    }

    @Test
    void theSplitDoesNotMatter() {
        long seed = new SplittableRandom().nextLong();
        SplittableRandom random = new SplittableRandom(seed);
        String text = "< open can0 >\n< send 123 2 11 22 ><>< sendpdu " + "0F".repeat(4095) + " > x < echo >";
        byte[] bytes = text.repeat(20).getBytes(StandardCharsets.US_ASCII);
        List<String> cut = new ArrayList<>();
        for (int at = 0; at < bytes.length; ) {
            int part = Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean() ? 3 : 9000));
            part = (int) Math.min(part, cutter.room());
            MemorySegment.copy(bytes, at, cutter.memory(), ValueLayout.JAVA_BYTE, cutter.position(), part);
            cutter.received(part);
            at += part;
            cut.addAll(all());
        }
        assertThat(cut).as("seed %d", seed).hasSize(100).startsWith("< open can0 >", "< send 123 2 11 22 >", "<>");
        assertThat(String.join("", cut))
                .as("seed %d", seed)
                .isEqualTo(text.replace("\n", "").replace(" x ", "").repeat(20));
    }

    @Test
    void theLongestCommandIsTakenAndALongerOneIsTheEnd() {
        String longest = "< " + "x".repeat(CommandCutter.MOST - 4) + " >";
        say(longest);
        assertThat(all()).containsExactly(longest);
        say(longest.replace(" >", "x >"));
        assertThat(cutter.next()).isEqualTo(CommandCutter.Cut.TOO_LONG);
        assertThat(cutter.next()).isEqualTo(CommandCutter.Cut.TOO_LONG);
    }

    @Test
    void oneThatNeverEndsIsTheEndBeforeTheRoomIs() {
        say("<");
        for (int i = 1; i < CommandCutter.MOST; i++) {
            assertThat(cutter.next()).isEqualTo(CommandCutter.Cut.SHORT);
            assertThat(cutter.room()).isPositive();
            say("<");
        }
        assertThat(cutter.next()).isEqualTo(CommandCutter.Cut.TOO_LONG);
    }

    @Test
    void theRestGoesOnElsewhere() {
        say("< open can0 >< rawmode >< sen");
        assertThat(cutter.next()).isEqualTo(CommandCutter.Cut.COMMAND);
        CommandCutter other = new CommandCutter(Wording.memory(CommandCutter.MOST));
        other.received(cutter.rest());
        other.received(Payload.of("d 1 0 >".getBytes(StandardCharsets.US_ASCII)));
        assertThat(all(other)).containsExactly("< rawmode >", "< send 1 0 >");
    }

    @Test
    void lessRoomThanACommandIsRefused() {
        assertThatThrownBy(() -> new CommandCutter(Wording.memory(100)))
                .hasMessage("commands are cut in at least 8290 bytes, not 100");
    }

    private void say(String text) {
        cutter.received(Payload.of(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private List<String> all() {
        return all(cutter);
    }

    private static List<String> all(CommandCutter cutter) {
        List<String> commands = new ArrayList<>();
        while (cutter.next() == CommandCutter.Cut.COMMAND) {
            commands.add(Wording.text(cutter.memory(), cutter.start(), cutter.length()));
        }
        return commands;
    }
}

package org.buslane.tunnel.socketcand;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/**
 * What a client may say before it has opened a bus: state_nobus.c, where any two words are a bus and an operation, so
 * that {@code < echo >} asks for a bus of that name.
 */
final class OpeningParser {
    private static final String OPEN = "< open ";
    private static final int TIMINGS = 8;
    private static final int MODES = 3;

    private OpeningParser() {}

    /** A command as it was cut. */
    static Command parse(MemorySegment memory, long start, int length) {
        Scanf scanf = new Scanf();
        long end = start + length;
        boolean isOpen = begins(memory, start, length);
        scanf.start(memory, start + (isOpen ? OPEN.length() : 1), end);
        if (!scanf.word()) {
            return new Command.Unknown();
        }
        String bus = text(memory, scanf.wordStart(), scanf.position());
        if (isOpen) {
            return new Command.Open(bus);
        }
        int operation = scanf.character();
        return switch (operation) {
            case -1 -> new Command.Unknown();
            case 'B' -> timing(bus, scanf);
            case 'C' -> modes(bus, scanf);
            default -> new Command.BadSetting(bus, (char) operation);
        };
    }

    private static Command timing(String bus, Scanf scanf) {
        int[] numbers = new int[TIMINGS];
        return numbers(numbers, scanf)
                ? new Command.SetTiming(
                        bus,
                        numbers[0],
                        numbers[1],
                        numbers[2],
                        numbers[3],
                        numbers[4],
                        numbers[5],
                        numbers[6],
                        numbers[7])
                : new Command.BadSetting(bus, 'B');
    }

    private static Command modes(String bus, Scanf scanf) {
        int[] numbers = new int[MODES];
        return numbers(numbers, scanf)
                ? new Command.SetModes(bus, numbers[0] != 0, numbers[1] != 0, numbers[2] != 0)
                : new Command.BadSetting(bus, 'C');
    }

    private static boolean numbers(int[] numbers, Scanf scanf) {
        for (int i = 0; i < numbers.length; i++) {
            if (!scanf.decimal()) {
                return false;
            }
            numbers[i] = (int) scanf.value();
        }
        return true;
    }

    private static boolean begins(MemorySegment memory, long start, int length) {
        return length >= OPEN.length()
                && text(memory, start, start + OPEN.length()).equals(OPEN);
    }

    private static String text(MemorySegment memory, long from, long to) {
        return new String(memory.asSlice(from, to - from).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }
}

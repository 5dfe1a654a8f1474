package org.buslane.tunnel.socketcand;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/**
 * What a client may say once it has opened a bus, but for frames to send. A word is known in the modes that have it:
 * {@code < add … >} is an unknown command in raw mode, whatever follows.
 */
final class CommandParser {
    private static final String ECHO = "< echo >";
    private static final String STATISTICS = "< statistics ";

    private CommandParser() {}

    /** A command as it was cut, said in that mode. */
    static Command parse(MemorySegment memory, long start, int length, Mode mode) {
        // Each byte is one character, so that positions in the text are positions in memory.
        String text =
                new String(memory.asSlice(start, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.ISO_8859_1);
        if (text.equals(ECHO)) {
            return new Command.Echo();
        }
        for (Mode other : Mode.values()) {
            if (text.equals("< " + other.word() + " >")) {
                return other == mode ? new Command.Unknown() : new Command.Switch(other);
            }
        }
        MemorySegment command = memory.asSlice(start, length);
        return switch (mode) {
            case BCM -> new BcmCommands(command, text).parse();
            case ISOTP -> new IsoTpCommands(command, text).parse();
            case CONTROL -> text.startsWith(STATISTICS) ? statistics(command) : new Command.Unknown();
            case RAW -> new Command.Unknown();
        };
    }

    private static Command statistics(MemorySegment command) {
        Scanf scanf = new Scanf();
        scanf.start(command, STATISTICS.length(), command.byteSize());
        if (!scanf.decimal()) {
            return new Command.Malformed("statistics has a number of milliseconds");
        }
        return new Command.Statistics((int) scanf.value());
    }
}

package org.buslane.tunnel.socketcand;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.IdWord;
import org.buslane.core.frame.Payload;

/** One command of BCM mode as state_bcm.c reads it. */
final class BcmCommands {
    private static final int ID = 2;
    private static final int ID_AFTER_TIME = 4;
    private static final int MASKS = 6;

    /** Two digits and a blank for each of 8 bytes. */
    private static final int MASK_CHARACTERS = 3 * FrameLayout.CLASSIC_DATA;

    /** MAX_NFRAMES of net/can/bcm.c, and the multiplex mask. */
    private static final int MOST_MASKS = 257;

    private final MemorySegment command;
    private final String text;
    private final Scanf scanf = new Scanf();
    private long seconds;
    private long micros;
    private int idWord;

    /** @param text the same, a character to a byte */
    BcmCommands(MemorySegment command, String text) {
        this.command = command;
        this.text = text;
    }

    Command parse() {
        if (is("add")) {
            return timed().<Command>map(data -> new Command.Add(seconds, micros, idWord, data))
                    .orElse(malformed("add has seconds, microseconds, an id, a length and as many bytes, 8 at most"));
        }
        if (is("update")) {
            return (hasId(ID) ? data() : Optional.<Payload>empty())
                    .<Command>map(data -> new Command.Update(idWord, data))
                    .orElse(malformed("update has an id, a length and as many bytes, 8 at most"));
        }
        if (is("delete")) {
            return hasId(ID) ? new Command.Delete(idWord) : malformed("delete has an id");
        }
        if (is("subscribe")) {
            return hasTime() && hasId(ID_AFTER_TIME)
                    ? new Command.Subscribe(seconds, micros, idWord)
                    : malformed("subscribe has seconds, microseconds and an id");
        }
        if (is("unsubscribe")) {
            return hasId(ID) ? new Command.Unsubscribe(idWord) : malformed("unsubscribe has an id");
        }
        if (is("filter")) {
            return timed().<Command>map(mask -> new Command.Filter(seconds, micros, idWord, mask))
                    .orElse(malformed(
                            "filter has seconds, microseconds, an id, a length and as many bytes, 8 at most"));
        }
        return is("muxfilter") ? muxFilter() : new Command.Unknown();
    }

    private static Command malformed(String why) {
        return new Command.Malformed(why);
    }

    /** Whether it is that command; then what follows the word is read next. */
    private boolean is(String word) {
        String begin = "< " + word + " ";
        if (!text.startsWith(begin)) {
            return false;
        }
        scanf.start(command, begin.length(), command.byteSize());
        return true;
    }

    private boolean hasTime() {
        boolean hasSeconds = scanf.decimal();
        seconds = scanf.value();
        boolean hasMicros = hasSeconds && scanf.decimal();
        micros = scanf.value();
        return hasMicros;
    }

    /** @param element which one of the command it is */
    private boolean hasId(int element) {
        boolean hasId = scanf.hex();
        int flag = Elements.isExtended(command, 0, command.byteSize(), element) ? IdWord.EXTENDED : 0;
        idWord = (int) scanf.value() | flag;
        return hasId;
    }

    private Optional<Payload> timed() {
        return hasTime() && hasId(ID_AFTER_TIME) ? data() : Optional.empty();
    }

    /** A length and as many bytes. */
    private Optional<Payload> data() {
        if (!scanf.decimal()) {
            return Optional.empty();
        }
        int length = (int) scanf.value() & 0xff;
        byte[] bytes = new byte[FrameLayout.CLASSIC_DATA];
        int count = 0;
        while (count < bytes.length && scanf.hex()) {
            bytes[count++] = (byte) scanf.value();
        }
        return count == length ? Optional.of(Payload.copyOf(bytes, length)) : Optional.empty();
    }

    private Command muxFilter() {
        if (!hasTime() || !hasId(ID_AFTER_TIME) || !scanf.decimal()) {
            return malformed("muxfilter has seconds, microseconds, an id, a number and so many masks");
        }
        long count = scanf.value() & 0xffff_ffffL;
        long start = Elements.start(command, 0, command.byteSize(), MASKS);
        if (count < 2 || count > MOST_MASKS || command.byteSize() - start < count * MASK_CHARACTERS) {
            return malformed("muxfilter has 2 to 257 masks of 8 bytes each, not %d".formatted(count));
        }
        List<Payload> masks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Optional<Payload> mask =
                    HexPairs.read(text, (int) start + i * MASK_CHARACTERS, FrameLayout.CLASSIC_DATA, 3);
            if (mask.isEmpty()) {
                return malformed("a mask of muxfilter has 8 bytes of two hex digits each");
            }
            masks.add(mask.get());
        }
        return new Command.MuxFilter(seconds, micros, idWord, masks);
    }
}

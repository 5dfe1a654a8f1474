package org.buslane.node.recording;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.buslane.core.asc.AscWriter;
import org.buslane.core.pcapng.PcapngWriter;
import org.buslane.core.recording.FrameWriter;
import org.buslane.core.recording.LogWriter;
import org.buslane.core.text.LogLine;
import org.buslane.node.NodeException;

/** What a recording is written in. */
public enum Format {
    /** Candump's log lines. */
    LOG,
    /** Wireshark's. */
    PCAPNG,
    /** Vector's. */
    ASC;

    private static final String ZIPPED = ".gz";

    /**
     * By the word of an option.
     *
     * @param option as it is typed, for the sentence if the word is none
     */
    static Format named(String option, String word) {
        return switch (word) {
            case "log" -> LOG;
            case "pcapng" -> PCAPNG;
            case "asc" -> ASC;
            default -> throw new NodeException("%s is log, pcapng or asc, not '%s'".formatted(option, word));
        };
    }

    /** By a file's ending, before which there may be {@code .gz}; empty if it has none of ours. */
    static Optional<Format> of(String file) {
        String name = isZipped(file) ? file.substring(0, file.length() - ZIPPED.length()) : file;
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (ending) {
            case "log" -> Optional.of(LOG);
            case "pcapng" -> Optional.of(PCAPNG);
            case "asc" -> Optional.of(ASC);
            default -> Optional.empty();
        };
    }

    static boolean isZipped(String file) {
        return file.endsWith(ZIPPED);
    }

    FrameWriter writer(ZoneId zone) {
        return switch (this) {
            // Microseconds, as candump -L writes them: older canplayers take nine digits for as many microseconds.
            case LOG -> new LogWriter(LogLine.MICROSECONDS);
            case PCAPNG -> new PcapngWriter();
            case ASC -> new AscWriter(zone);
        };
    }
}

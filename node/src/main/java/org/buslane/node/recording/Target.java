package org.buslane.node.recording;

import java.io.OutputStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.buslane.node.NodeException;

/** Where a recording is to go, and how it is to be written there. */
public final class Target {
    /** What stands for standard output. */
    public static final String STREAM = "-";

    private static final int KEEP_ALL = Integer.MAX_VALUE;

    private final Format format;
    private final Output output;
    private final Rotation rotation;

    private Target(Format format, Output output, Rotation rotation) {
        this.format = format;
        this.output = output;
        this.rotation = rotation;
    }

    /**
     * One file, or standard output.
     *
     * @param option how the format is said where the file's name does not
     * @param word of the format; nothing for what the file's name says
     * @throws NodeException if it is not said at all
     */
    public static Target of(String file, String option, String word, OutputStream stream) {
        Format format = format(file, option, word);
        return new Target(
                format,
                file.equals(STREAM) ? stream(stream) : new FileSeries(Path.of(file), false, KEEP_ALL),
                Rotation.NEVER);
    }

    /**
     * The same in several files, one after the other.
     *
     * @param rotate sizes and times; none for one file
     * @param keep how many files there may be; nothing for any number
     */
    public Target inParts(String file, List<String> rotate, String keep) {
        Rotation parts = Rotation.parse(rotate);
        if (parts.isNever()) {
            if (!keep.isEmpty()) {
                throw new NodeException("--keep goes with --rotate");
            }
            return this;
        }
        if (file.equals(STREAM)) {
            throw new NodeException("--rotate needs files, and - is standard output");
        }
        return new Target(format, new FileSeries(Path.of(file), true, count(keep)), parts);
    }

    /** Whether its lines are candump's, which say no direction unless they are asked to. */
    public boolean isLog() {
        return format == Format.LOG;
    }

    /** @param zone of the date in an ASC file */
    public RecordingWriter writer(ZoneId zone) {
        return new RecordingWriter(format.writer(zone), output, rotation);
    }

    private static Format format(String file, String option, String word) {
        if (!word.isEmpty()) {
            return Format.named(option, word);
        }
        Optional<Format> format = file.equals(STREAM) ? Optional.of(Format.LOG) : Format.of(file);
        return format.orElseThrow(
                () -> new NodeException("%s ends neither in .log, .pcapng nor .asc (.gz may follow); %s says the format"
                        .formatted(file, option)));
    }

    private static Output stream(OutputStream stream) {
        return new Output() {
            @Override
            public Drain next() {
                return new StreamDrain(stream);
            }

            @Override
            public String name() {
                return "standard output";
            }
        };
    }

    private static int count(String keep) {
        if (keep.isEmpty()) {
            return KEEP_ALL;
        }
        if (keep.matches("[1-9]\\d{0,5}")) {
            return Integer.parseInt(keep);
        }
        throw new NodeException("--keep is a number of files from 1 on, not '" + keep + "'");
    }
}

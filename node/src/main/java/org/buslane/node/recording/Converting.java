package org.buslane.node.recording;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.FrameStruct;
import org.buslane.core.recording.Recorded;
import org.buslane.node.NodeException;

/** {@code convert}: a recording from one format to another, frame by frame, however long it is. */
public final class Converting {
    private final Optional<Format> from;
    private final String out;
    private final Target target;
    private final List<String> buses;
    private final ZoneId zone;

    private Converting(Optional<Format> from, String out, Target target, List<String> buses, ZoneId zone) {
        this.from = from;
        this.out = out;
        this.target = target;
        this.buses = List.copyOf(buses);
        this.zone = zone;
    }

    /**
     * What is to be done.
     *
     * @param from the word of the recording's format; nothing to tell it from its beginning
     * @param out a file, or {@code -} for {@code stdout}
     * @param to the word of its format; nothing for what the file's name says
     * @param buses only the frames of these, in the order in which the new recording has them; none for all
     * @throws NodeException if one of them cannot be meant
     */
    public static Converting of(
            String from, String out, String to, List<String> buses, ZoneId zone, OutputStream stdout) {
        return new Converting(
                from.isEmpty() ? Optional.empty() : Optional.of(Format.named("--from-format", from)),
                out,
                Target.of(out, "--to-format", to, stdout),
                buses,
                zone);
    }

    /**
     * What became of it.
     *
     * @param frames written
     * @param leftOut parts of the recording that are no CAN frames, and frames that the new format cannot say
     */
    public record Done(long frames, long leftOut) {}

    /**
     * Converts; what stands before a mistake is in the new file.
     *
     * @param in a file, or {@code -} for {@code stdin}
     * @throws NodeException naming the place of a mistake, or what cannot be read or written
     */
    public Done run(String in, InputStream stdin) {
        if (in.equals(Target.STREAM)) {
            return run(Recordings.open(stdin, "stdin", from, zone));
        }
        Path file = Path.of(in);
        try (InputStream bytes = Files.newInputStream(file)) {
            if (!out.equals(Target.STREAM) && Files.exists(Path.of(out)) && Files.isSameFile(file, Path.of(out))) {
                throw new NodeException(out + " is the recording itself: name another file");
            }
            return run(Recordings.open(bytes, in, from, zone));
        } catch (NoSuchFileException e) {
            throw new NodeException("there is no file " + in, e);
        } catch (IOException e) {
            throw new NodeException(in + " cannot be read: " + Reasons.of(e), e);
        }
    }

    private Done run(RecordingReader reader) {
        MemorySegment struct = MemorySegment.ofArray(new byte[FrameLayout.XL_MAX_SIZE]);
        try (RecordingWriter writer = target.writer(zone)) {
            Optional<Recorded> next = reader.next();
            writer.begin(next.map(Recorded::stamp).orElse(0L));
            buses.forEach(writer::announce);
            for (; next.isPresent(); next = reader.next()) {
                Recorded frame = next.get();
                if (buses.isEmpty() || buses.contains(frame.bus())) {
                    int size = FrameStruct.write(frame.frame(), struct, 0);
                    writer.add(struct, 0, size, frame.stamp(), frame.bus(), frame.direction());
                }
            }
            return new Done(writer.frames(), reader.leftOut() + writer.unsayable());
        }
    }
}

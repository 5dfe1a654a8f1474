package org.buslane.core.testkit;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.FrameStruct;
import org.buslane.core.recording.FrameWriter;
import org.buslane.core.recording.Recorded;
import org.buslane.core.text.Direction;

/** Recordings of every kind of frame on three buses, and how a writer writes one. */
public final class Recordings {
    private static final long START = 1_700_000_000_123_456_000L;

    private Recordings() {}

    /** @param unit of the stamps, in nanoseconds */
    public static Gen<List<Recorded>> of(int most, int unit) {
        return random -> {
            List<Recorded> recording = new ArrayList<>();
            long stamp = START;
            for (int left = random.nextInt(1, most + 1); left > 0; left--) {
                stamp += (long) unit * random.nextInt(random.nextBoolean() ? 1_000 : 1_000_000);
                recording.add(new Recorded(
                        stamp,
                        "can" + random.nextInt(3),
                        Frames.any().next(random),
                        Gen.oneOf(random, Direction.values())));
            }
            return List.copyOf(recording);
        };
    }

    /** The whole file. What a call returns must be no more than the room that was promised for it. */
    public static byte[] write(FrameWriter writer, List<Recorded> recording) {
        MemorySegment file = MemorySegment.ofArray(new byte[2048 + recording.size() * 8192]);
        MemorySegment struct = MemorySegment.ofArray(new byte[FrameLayout.XL_MAX_SIZE]);
        List<String> buses = new ArrayList<>();
        long at = writer.begin(recording.getFirst().stamp(), file, 0);
        for (Recorded each : recording) {
            if (!buses.contains(each.bus())) {
                buses.add(each.bus());
                at += promised(FrameWriter.HEADER_ROOM, writer.announce(each.bus(), file, at));
            }
            int size = FrameStruct.write(each.frame(), struct, 0);
            at += promised(
                    writer.room(size),
                    writer.write(struct, 0, size, each.stamp(), buses.indexOf(each.bus()), each.direction(), file, at));
        }
        return file.asSlice(0, at).toArray(ValueLayout.JAVA_BYTE);
    }

    private static int promised(int room, int written) {
        if (written > room) {
            throw new AssertionError("%d bytes written where %d were promised".formatted(written, room));
        }
        return written;
    }
}

package org.buslane.core.asc;

import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalLong;
import org.buslane.core.frame.ArbitrationId;
import org.buslane.core.frame.Frame;
import org.buslane.core.recording.BadRecordingException;
import org.buslane.core.recording.Recorded;
import org.buslane.core.text.Direction;

/**
 * Reads ASC line by line, as asc2log does: {@code base}, {@code timestamps} and {@code date} of its header matter, other
 * lines that are no frame are passed over. Channel 1 becomes {@code can0}. Owned by one thread.
 */
public final class AscParser {
    private static final int MOST_CHANNELS = 999;

    private final ZoneId zone;
    private int base = 16;
    private boolean relative;
    private long start;
    private long last;

    /** @param zone of the date in the header */
    public AscParser(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * The frame of this line; empty if it has none.
     *
     * @throws BadRecordingException saying what is wrong with a frame's line
     */
    public Optional<Recorded> next(String line) {
        AscWords in = new AscWords(line);
        OptionalLong time = AscTime.seconds(in.peek(0));
        if (time.isEmpty()) {
            header(line, in);
            return Optional.empty();
        }
        in.skip(1);
        long stamp = (relative ? last : start) + time.getAsLong();
        if (stamp < 0) {
            throw new BadRecordingException("the stamp lies beyond the year 2262");
        }
        last = stamp;
        return switch (in.peek(0)) {
            case "CANFD" -> extended(in, stamp, true);
            case "CANXL" -> extended(in, stamp, false);
            default -> isChannel(in.peek(0)) ? classic(in, stamp) : Optional.empty();
        };
    }

    private void header(String line, AscWords in) {
        if (in.peek(0).equals("date")) {
            start = AscTime.date(line.strip().substring("date".length()), zone).orElse(0);
            last = start;
        } else if (in.peek(0).equals("base") && in.peek(2).equals("timestamps")) {
            base = in.peek(1).equals("dec") ? 10 : 16;
            relative = in.peek(3).equals("relative");
        }
    }

    private Optional<Recorded> classic(AscWords in, long stamp) {
        int channel = in.number(10, MOST_CHANNELS, "the channel");
        if (in.peek(0).startsWith("ErrorFrame")) {
            return recorded(stamp, channel, AscFrames.ERROR, Direction.UNSAID);
        }
        // Statistics and other events are told from frames by their second word, the direction.
        if (direction(in.peek(1)).isEmpty()) {
            return Optional.empty();
        }
        ArbitrationId id = in.id(base);
        Direction direction = direction(in.next("the direction")).orElseThrow();
        Optional<Frame> frame = AscFrames.classic(id, in, base);
        return frame.isEmpty() ? Optional.empty() : recorded(stamp, channel, frame.get(), direction);
    }

    private Optional<Recorded> extended(AscWords in, long stamp, boolean fd) {
        in.skip(1);
        int channel = in.number(10, MOST_CHANNELS, "the channel");
        Optional<Direction> direction = direction(in.next("the direction"));
        if (direction.isEmpty()) {
            return Optional.empty();
        }
        Optional<Frame> frame = fd ? AscFrames.fd(in) : AscFrames.xl(in);
        return frame.isEmpty() ? Optional.empty() : recorded(stamp, channel, frame.get(), direction.get());
    }

    private static Optional<Recorded> recorded(long stamp, int channel, Frame frame, Direction direction) {
        if (channel == 0) {
            throw new BadRecordingException("channels are counted from 1 on");
        }
        return Optional.of(new Recorded(stamp, "can" + (channel - 1), frame, direction));
    }

    /** Empty also of TxRq: a frame that was to be sent, not one that was. */
    private static Optional<Direction> direction(String word) {
        return switch (word) {
            case "Rx" -> Optional.of(Direction.RECEIVED);
            case "Tx" -> Optional.of(Direction.SENT);
            default -> Optional.empty();
        };
    }

    private static boolean isChannel(String word) {
        return !word.isEmpty() && word.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}

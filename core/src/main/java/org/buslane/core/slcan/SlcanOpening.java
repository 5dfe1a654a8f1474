package org.buslane.core.slcan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * From a line that was just opened to an open channel: close, who are you, bit rate, open. One command at a
 * time, each until it is answered or a while has passed, since much firmware answers none (CANable's) and
 * a board that starts anew with every opening of its line (Arduino's) hears none for two seconds. Pure: it says what to
 * send and when to come again. Times are nanoseconds of the clock that is passed in.
 */
public final class SlcanOpening {
    /** Where it is. */
    public enum State {
        /** Commands are under way. */
        ASKING,
        /** The channel is open, as far as can be known. */
        OPEN,
        /** A command was answered with BEL; {@link #refused} says which. */
        REFUSED
    }

    private static final long MILLI = 1_000_000;

    /** For an answer: slower ones than TCP over a radio are not waited for. */
    private static final long PATIENCE = 400 * MILLI;

    /** For a board to start: Arduino's boot loader takes up to two seconds, and python-can waits as long. */
    private static final long START = 2_500 * MILLI;

    private static final int MOST_TEXT = 64;
    private static final String CLOSE = "C";
    private static final String VERSION = "V";
    private static final String SERIAL = "N";

    private final long since;
    private final List<String> commands = new ArrayList<>();
    private final SlcanSpec spec;
    private int step = -1;
    private long due;
    private State state = State.ASKING;
    private boolean heard;
    private boolean confirmed;
    private String version = "";
    private String serial = "";

    /** Of a line that was opened {@code now}. */
    public SlcanOpening(SlcanSpec spec, long now) {
        this.spec = spec;
        this.since = now;
        this.due = now;
        begin();
    }

    private void begin() {
        step = -1;
        commands.clear();
        commands.addAll(List.of(CLOSE, VERSION, SERIAL));
        commands.addAll(spec.commands());
    }

    public State state() {
        return state;
    }

    /** Whether it has said anything at all. */
    public boolean heard() {
        return heard;
    }

    /** Whether it has said that the channel is open, and not just nothing. */
    public boolean confirmed() {
        return confirmed;
    }

    /** What it answered to V, or nothing. */
    public String version() {
        return version;
    }

    /** What it answered to N, or nothing. */
    public String serial() {
        return serial;
    }

    /** The command that it refused. */
    public String refused() {
        return commands.get(step);
    }

    /** When to come again, if nothing is heard before. */
    public long due() {
        return due;
    }

    /** The command to be sent now, without its CR; empty if it is to be waited, or nothing is left to be said. */
    public Optional<String> command(long now) {
        if (state != State.ASKING || now - due < 0) {
            return Optional.empty();
        }
        return next(now);
    }

    private Optional<String> next(long now) {
        boolean isStarting = !heard && step == 1 && now - since < START;
        if (isStarting) {
            begin();
        }
        step++;
        if (step == commands.size()) {
            state = State.OPEN;
            return Optional.empty();
        }
        due = now + PATIENCE;
        return Optional.of(commands.get(step));
    }

    /** It has said something that is no frame. What does not answer the command that is under way is not listened to. */
    public void hear(SlcanLine line, String text, long now) {
        if (state != State.ASKING || step < 0) {
            return;
        }
        switch (commands.get(step)) {
            case CLOSE -> { // refused by a channel that was closed
                if (line == SlcanLine.DONE || line == SlcanLine.REFUSED) {
                    answered(now);
                }
            }
            case VERSION -> {
                if (line == SlcanLine.TEXT) {
                    version = shown(text);
                }
                asked(line, now);
            }
            case SERIAL -> {
                if (line == SlcanLine.TEXT) {
                    serial = shown(text);
                }
                asked(line, now);
            }
            default -> order(line, now);
        }
    }

    /** CR alone is no answer to a question, but to an earlier command that took its time. */
    private void asked(SlcanLine line, long now) {
        if (line == SlcanLine.TEXT || line == SlcanLine.REFUSED) {
            answered(now);
        }
    }

    private void order(SlcanLine line, long now) {
        if (line == SlcanLine.REFUSED) {
            heard = true;
            state = State.REFUSED;
        } else if (line == SlcanLine.DONE) {
            confirmed = step == commands.size() - 1;
            answered(now);
        }
    }

    private void answered(long now) {
        heard = true;
        due = now;
    }

    private static String shown(String text) {
        return text.substring(0, Math.min(MOST_TEXT, text.length()));
    }
}

package org.buslane.virtual.adapter;

import java.lang.System.Logger.Level;
import java.util.Optional;
import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameKind;
import org.buslane.core.slcan.SlcanFlags;
import org.buslane.core.slcan.SlcanLine;
import org.buslane.core.slcan.SlcanOpening;
import org.buslane.core.slcan.SlcanSpec;
import org.buslane.linux.Epoll;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.stream.ByteStream;
import org.buslane.virtual.Resident;
import org.buslane.virtual.Voice;
import org.jspecify.annotations.Nullable;

/**
 * A serial adapter as a participant of a virtual bus: what it hears there it writes to the adapter, what the adapter
 * hears it says there. It connects by itself, as often as it has to, and never waits. Owned by the gateway's thread.
 *
 * <pre>
 * AWAY ── open a line, connect ──▶ CONNECTING ──▶ OPENING ── C V N S6 O ──▶ OPEN
 *   ◀────────── unplugged, reset, refused: counted, and tried again after a {@link Pause} ──────────
 * </pre>
 */
final class Adapter implements Resident {
    private static final System.Logger LOG = System.getLogger(Adapter.class.getName());
    private static final long MILLI = 1_000_000;
    private static final long LOOK_AGAIN = 50 * MILLI;
    private static final long CONNECT_WITHIN = 5_000 * MILLI;

    /** How often one that has never said anything is asked whether it is there. */
    private static final long ASK_AGAIN = 5_000 * MILLI;

    private final SlcanSpec spec;
    private final Voice voice;
    private final Door door;
    private final Lines lines = new Lines();
    private final Unanswered unanswered = new Unanswered();
    private final Intake intake;
    private AdapterState state = AdapterState.AWAY;
    private String note = "";
    private SlcanOpening opening;
    private Pause pause = Pause.FIRST;
    private @Nullable ByteStream stream;
    private int watched;
    private long due;
    private long opened;
    private boolean asksFlags;
    private boolean hasFlags = true;

    /** Not yet connected: that begins with the first {@link #run}, which is due at once. */
    Adapter(SlcanSpec spec, Voice voice) {
        this.spec = spec;
        this.voice = voice;
        this.door = new Door(spec.place());
        this.due = voice.now();
        this.opening = new SlcanOpening(spec, due);
        this.intake = new Intake(voice, () -> state == AdapterState.OPEN, this::answer);
    }

    @Override
    public long due() {
        return state == AdapterState.OPEN ? Math.min(unanswered.due(), due) : due;
    }

    @Override
    public void run(long now) {
        boolean isDue = due - now <= 0;
        switch (state) {
            case AWAY -> {
                if (isDue) {
                    connect(now);
                }
            }
            case CONNECTING -> {
                if (isDue && stream == null) {
                    connect(now);
                } else if (isDue) {
                    away(timedOut(), now);
                }
            }
            case OPENING -> advance(now);
            case OPEN -> {
                unanswered.run(now);
                if (isDue) {
                    ask(now);
                }
            }
        }
    }

    private String timedOut() {
        return words("connect", Errno.ETIMEDOUT);
    }

    private void connect(long now) {
        try {
            ByteStream made = door.open().orElse(null);
            state = AdapterState.CONNECTING;
            if (made == null) {
                due = now + LOOK_AGAIN;
                return;
            }
            stream = made;
            watch(made, door.connects());
            due = now + CONNECT_WITHIN;
            if (!door.connects()) {
                start(now);
            }
        } catch (LinuxException e) {
            away(String.valueOf(e.getMessage()), now);
        }
    }

    private void start(long now) {
        state = AdapterState.OPENING;
        intake.start();
        opening = new SlcanOpening(spec, now);
        advance(now);
    }

    private void advance(long now) {
        opening.command(now).ifPresent(lines::add);
        due = opening.due();
        switch (opening.state()) {
            case ASKING -> flush(now);
            case OPEN -> open(now);
            case REFUSED ->
                away("it refuses " + opening.refused() + ", as for a bit rate or mode that it does not have", now);
        }
    }

    private void open(long now) {
        state = AdapterState.OPEN;
        asksFlags = false;
        hasFlags = true;
        opened++;
        pause = Pause.FIRST;
        due = opening.heard() ? Long.MAX_VALUE : now + ASK_AGAIN;
        note = opening.heard() ? "" : "it has not answered yet";
        LOG.log(Level.INFO, "{0} is open; {1}", spec, opening.heard() ? opening.version() : note);
    }

    /** One that came up after all is told its bit rate when it answers this. */
    private void ask(long now) {
        due = now + ASK_AGAIN;
        if (lines.isEmpty()) {
            lines.add("V");
            flush(now);
        }
    }

    @Override
    public void ready(int events) {
        ByteStream from = stream;
        long now = voice.now();
        if (from == null) {
            return;
        }
        if (state == AdapterState.CONNECTING) {
            connected(from, now);
            return;
        }
        if ((events & Epoll.OUT) != 0) {
            flush(now);
        }
        if ((events & ~Epoll.OUT) != 0 && stream != null) {
            int end = intake.read(from);
            if (end != 0) {
                away(lost(end), now);
            }
        }
    }

    private void connected(ByteStream from, long now) {
        try {
            door.result(from);
            watch(from, false);
            start(now);
        } catch (LinuxException e) {
            away(String.valueOf(e.getMessage()), now);
        }
    }

    /** A line of the adapter's that is no frame. */
    private void answer(SlcanLine line, String text) {
        long now = voice.now();
        if (state == AdapterState.OPENING) {
            opening.hear(line, text, now);
            advance(now);
        } else if (state == AdapterState.OPEN) {
            switch (line) {
                case DONE, SENT -> {
                    asksFlags = false;
                    unanswered.taken();
                }
                case REFUSED -> refused(now);
                case TEXT -> text(text, now);
                case UNFINISHED, FRAME, RUBBISH -> {}
            }
        }
    }

    /** Answers come in the order of what they answer: where the flags were asked for, this one is theirs. */
    private void refused(long now) {
        if (asksFlags) {
            asksFlags = false;
            hasFlags = false;
            return;
        }
        unanswered.refused();
        if (hasFlags && unanswered.isEmpty() && lines.isEmpty()) {
            asksFlags = true;
            lines.add("F");
            flush(now);
        }
    }

    private void text(String text, long now) {
        if (!opening.heard()) {
            start(now);
            return;
        }
        SlcanFlags.of(text).ifPresent(flags -> {
            asksFlags = false;
            note = flags.words().isEmpty() ? "it refused a frame" : "it refused a frame: " + flags.words();
        });
    }

    @Override
    public void hear(FrameBatch batch, long selected, Ledger heard) {
        unanswered.countIn(heard);
        if (state != AdapterState.OPEN) {
            heard.dropped(DropReason.DOWN, Long.bitCount(selected));
        } else if (spec.listenOnly()) {
            heard.dropped(DropReason.DENIED, Long.bitCount(selected));
        } else {
            for (long left = selected; left != 0; left &= left - 1) {
                queue(batch, Long.numberOfTrailingZeros(left), heard);
            }
            flush(voice.now());
        }
    }

    private void queue(FrameBatch batch, int index, Ledger heard) {
        if (!lines.hasRoom()) {
            heard.dropped(DropReason.QUEUE_FULL, 1);
        } else if (!isCarried(batch, index) || !lines.add(batch, index)) {
            heard.dropped(DropReason.INVALID, 1);
        }
    }

    private boolean isCarried(FrameBatch batch, int index) {
        return spec.data().isPresent()
                || FrameKind.of(batch.memory(), batch.offset(index), batch.size(index)) != FrameKind.FD;
    }

    private void flush(long now) {
        ByteStream to = stream;
        if (to == null) {
            return;
        }
        int before = lines.waiting();
        int result = lines.write(to);
        unanswered.written(before - lines.waiting(), now);
        if (result < 0) {
            away(lost(result), now);
        } else {
            watch(to, !lines.isEmpty());
        }
    }

    private void watch(ByteStream what, boolean room) {
        int events = room ? Epoll.IN | Epoll.OUT : Epoll.IN;
        if (watched != events) {
            watched = events;
            voice.watch(what.descriptor(), events);
        }
    }

    private String words(String call, int errno) {
        return String.valueOf(new LinuxException(call, spec.place().toString(), new Errno(errno)).getMessage());
    }

    private String lost(int result) {
        if (result == Intake.ENDED) {
            return spec.place() + (door.connects() ? " closed the connection" : " was unplugged");
        }
        return words("talk to", -result);
    }

    private void away(String why, long now) {
        if (!note.equals(why) || state == AdapterState.OPEN) {
            LOG.log(Level.WARNING, "{0} is away, and tried again: {1}", spec, why);
        }
        drop();
        note = why;
        state = AdapterState.AWAY;
        due = now + pause.nanos();
        pause = pause.next();
    }

    private void drop() {
        unanswered.lost(lines.waiting());
        lines.clear();
        if (stream != null) {
            voice.unwatch(stream.descriptor());
            watched = 0;
            stream.close();
            stream = null;
        }
    }

    @Override
    public Optional<AdapterStatus> report() {
        boolean isKnown = state == AdapterState.OPEN || state == AdapterState.OPENING;
        return Optional.of(new AdapterStatus(
                state,
                state == AdapterState.OPENING ? "" : note,
                isKnown ? opening.version() : "",
                isKnown ? opening.serial() : "",
                opened,
                intake.unread()));
    }

    /** Takes it off the CAN bus, if it still hears that. */
    @Override
    public void close() {
        if (stream != null && state == AdapterState.OPEN && lines.isEmpty()) {
            lines.add("C");
            lines.write(stream);
        }
        drop();
    }
}

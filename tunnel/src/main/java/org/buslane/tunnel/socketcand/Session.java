package org.buslane.tunnel.socketcand;

import java.lang.foreign.MemorySegment;
import org.buslane.core.bus.DropReason;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.policy.Access;
import org.buslane.core.policy.Gate;
import org.buslane.core.policy.Policy;
import org.buslane.linux.Epoll;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.tunnel.PeerReport;
import org.jspecify.annotations.Nullable;

/**
 * A client that has opened the bus, from its first {@code < ok >} on. Nothing it does or leaves undone holds up others: if
 * it takes no answers it is not read any more. Owned by the bus's thread; nothing is allocated for a frame.
 */
final class Session implements SessionSide, AutoCloseable {
    /** How often one that has more to say is read before others have their turn. */
    private static final int READS = 4;

    private final BusDesk desk;
    private final Hatch.Arrival arrival;
    private final int place;
    private final ClientAccount account = new ClientAccount();
    private final ClientWire wire;
    private final Voice voice;
    private final Gate readGate;
    private final CommandRate rate;
    private Mode mode = Mode.BCM;
    private SessionMode state;
    private @Nullable RawMode raw;
    private int jobs;
    private int watched = Epoll.IN;
    private boolean isHeld;
    private boolean hasMore = true;
    private String end = "";

    /** @param place under which it stands in the desk's epoll, and speaks */
    Session(BusDesk desk, Hatch.Arrival arrival, int place) {
        this.desk = desk;
        this.arrival = arrival;
        this.place = place;
        this.wire = new ClientWire(arrival.line(), arrival.rest(), desk.behaviour(), account);
        this.voice = new Voice(desk.side(), desk.said(), arrival.policy(), account.received(), place);
        this.readGate = new Gate(arrival.policy(), Access.READ, now());
        this.rate = new CommandRate(desk.limits().commands(), now());
        this.state = desk.open(mode, this);
        account.connected();
        answer(Replies.OK);
    }

    int place() {
        return place;
    }

    String name() {
        return arrival.name();
    }

    Policy policy() {
        return arrival.policy();
    }

    ClientAccount account() {
        return account;
    }

    boolean hasEnded() {
        return !end.isEmpty();
    }

    /** Why it has. */
    String end() {
        return end;
    }

    /** Its descriptor is ready. */
    void ready(int events) {
        if ((events & Epoll.OUT) != 0) {
            wire.loosen();
            flush();
        }
        if ((events & ~Epoll.OUT) != 0 || (isHeld && mayObey())) {
            if (isHeld && !mayObey()) {
                end = "it has gone without having read its answers"; // ERR or HUP: nothing else is waited for
            } else {
                receive();
            }
        }
        watch();
    }

    private void receive() {
        hasMore = false;
        for (int i = 0; i < READS && obey(); i++) {
            int result = wire.receive();
            if (result == -Errno.EAGAIN) {
                return;
            }
            if (result <= 0) {
                ended(result);
                end = hasEnded() ? end : "it closed the connection";
                return;
            }
        }
        hasMore = obey();
    }

    /** Does what it has said. @return whether it may be read: that was all, and there is room for more answers */
    private boolean obey() {
        isHeld = false;
        while (!hasEnded()) {
            if (!mayObey()) {
                isHeld = true;
                return false;
            }
            switch (wire.cutter().next()) {
                case COMMAND -> obeyOne();
                case SHORT -> {
                    return true;
                }
                case TOO_LONG -> end = "it sent a command that has no end";
            }
        }
        return false;
    }

    private boolean mayObey() {
        return wire.hasRoom() && rate.isFree(now());
    }

    private void obeyOne() {
        rate.take(now());
        account.command();
        CommandCutter cutter = wire.cutter();
        SendReader.Found found = state.sends() ? desk.readSend(cutter) : SendReader.Found.OTHER;
        switch (found) {
            case FRAME -> say(desk.sendMemory(), 0, desk.sendSize());
            case MALFORMED -> account.malformed();
            case OTHER -> obey(CommandParser.parse(cutter.memory(), cutter.start(), cutter.length(), mode));
        }
        desk.relay();
    }

    private void obey(Command command) {
        switch (command) {
            case Command.Echo _ -> answer(Replies.ECHO);
            case Command.Switch(Mode other) -> change(other);
            default -> {
                if (command instanceof Command.Malformed) {
                    account.malformed();
                }
                if (!state.command(command, now())) {
                    unknown();
                }
            }
        }
    }

    private void unknown() {
        account.unknown();
        if (desk.behaviour().strict()) {
            answer(Replies.UNKNOWN);
        }
    }

    private void change(Mode other) {
        state.close();
        mode = other;
        state = desk.open(other, this);
        raw = state instanceof RawMode next ? next : null;
        answer(Replies.OK);
    }

    /** Each goes by itself: python-can compares what it has read at once with one answer. */
    private void answer(MemorySegment text) {
        wire.add(text, 0, (int) text.byteSize(), 0);
        if (!wire.isStuck()) {
            ended(wire.flush());
        }
    }

    /** What waits goes, as far as there is room. */
    void flush() {
        if (!wire.isStuck() && !hasEnded()) {
            ended(raw == null ? wire.flush() : wire.flush(raw));
            watch();
        }
    }

    /** Frames of the bus, or of another client. @return those that are given to its mode, of which raw mode has none */
    long hear(FrameBatch batch, long selected, boolean own) {
        if (raw != null || mode == Mode.CONTROL || hasEnded()) {
            return 0;
        }
        long at = now();
        long passed = 0;
        for (long left = selected; left != 0; left &= left - 1) {
            boolean passes = readGate.judge(batch, Long.numberOfTrailingZeros(left), at) == Gate.Verdict.PASS;
            passed |= passes ? Long.lowestOneBit(left) : 0;
        }
        if (passed != 0) {
            state.hear(batch, passed, own, at);
        }
        return passed;
    }

    /** When {@link #run} is to be called; Long.MAX_VALUE is never. */
    long due() {
        long waits = hasMore ? Long.MIN_VALUE : isHeld && wire.hasRoom() ? rate.due() : Long.MAX_VALUE;
        return hasEnded() ? Long.MAX_VALUE : Math.min(waits, state.due());
    }

    void run(long at) {
        if (due() > at) {
            return;
        }
        if (state.due() <= at) {
            state.run(at);
            flush();
        }
        if (hasMore || (isHeld && mayObey())) {
            receive();
        }
        watch();
    }

    private void watch() {
        int events = (isHeld ? 0 : Epoll.IN) | (wire.isStuck() ? Epoll.OUT : 0);
        if (events != watched && !hasEnded()) {
            watched = events;
            desk.epoll().modify(wire.line().descriptor(), place, events);
        }
    }

    private void ended(int result) {
        if (result < 0) {
            end = arrival.line()
                    .why()
                    .orElseGet(() -> new LinuxException("talk to", "it", new Errno(-result)).reason());
        }
    }

    @Override
    public int say(MemorySegment memory, long offset, int size) {
        return voice.say(memory, offset, size);
    }

    @Override
    public boolean tell(MemorySegment text, long offset, int size, int frames) {
        account.sent().in(frames);
        boolean hasRoom = wire.add(text, offset, size, frames);
        if (!hasRoom) {
            account.sent().dropped(DropReason.QUEUE_FULL, frames);
        }
        desk.pace().waits();
        return hasRoom;
    }

    @Override
    public long now() {
        return desk.side().now();
    }

    @Override
    public long realtime() {
        return desk.side().realtime();
    }

    @Override
    public int mtu() {
        return desk.side().mtu();
    }

    @Override
    public boolean takeJob() {
        boolean isFree = jobs < desk.limits().jobs();
        jobs += isFree ? 1 : 0;
        return isFree;
    }

    @Override
    public void giveJob() {
        jobs--;
    }

    PeerReport report() {
        long waiting = wire.waiting();
        if (raw != null) {
            raw.settle();
            waiting += raw.waiting();
        }
        String certificate = arrival.certificate().isEmpty() ? "" : " as " + arrival.certificate();
        return account.report(arrival.name(), mode.word() + certificate, waiting);
    }

    /** What waits is lost. */
    @Override
    public void close() {
        state.close();
        wire.close();
        arrival.gone().run();
    }
}

package org.buslane.tunnel.socketcand;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.linux.Epoll;
import org.buslane.tunnel.BusSide;

/** What the sessions of one bus have in common. Owned by the bus's thread. */
final class BusDesk implements AutoCloseable {
    private static final int EVENTS = 64;

    private final ServerSpec spec;
    private final BusSide side;
    private final Runnable relay;
    private final Epoll epoll = new Epoll(EVENTS);
    private final RawGroups groups;
    private final SaidFrames said = new SaidFrames();
    private final Pace pace = new Pace();
    private final SendReader sendReader;
    private final MemorySegment sendMemory = Arena.ofAuto().allocate(FrameLayout.FD_SIZE, 8);
    private final Scratch scratch = new Scratch();
    private final BusTally tally = new BusTally();
    private final TrafficWatch traffic;

    /** @param relay has the others hear what was said, unless that is being done */
    BusDesk(SocketcandBus kind, BusSide side, Runnable relay) {
        this.spec = kind.spec();
        this.side = side;
        this.relay = relay;
        Behaviour behaviour = spec.behaviour();
        this.groups = new RawGroups(new FrameLine(behaviour.dialects(), behaviour.errorMask()), behaviour.reel());
        this.sendReader = new SendReader(behaviour.dialects());
        this.traffic = new TrafficWatch(() -> kind.foyer().traffic(kind.bus()).orElseGet(tally::now));
    }

    BusSide side() {
        return side;
    }

    Behaviour behaviour() {
        return spec.behaviour();
    }

    Limits limits() {
        return spec.limits();
    }

    /** Where each session stands under its place. */
    Epoll epoll() {
        return epoll;
    }

    RawGroups groups() {
        return groups;
    }

    SaidFrames said() {
        return said;
    }

    /** After a command or a job: one read may bring hundreds. */
    void relay() {
        if (said.count() >= FrameBatch.CAPACITY) {
            relay.run();
        }
    }

    Pace pace() {
        return pace;
    }

    /** Reads the command that was cut last; a frame goes to {@link #sendMemory}. */
    SendReader.Found readSend(CommandCutter cutter) {
        return sendReader.read(cutter.memory(), cutter.start(), cutter.length(), sendMemory, 0);
    }

    MemorySegment sendMemory() {
        return sendMemory;
    }

    /** Bytes of the frame read last. */
    int sendSize() {
        return sendReader.size();
    }

    /** For the modes of all sessions, one after the other. */
    Scratch scratch() {
        return scratch;
    }

    BusTally tally() {
        return tally;
    }

    TrafficWatch traffic() {
        return traffic;
    }

    @Override
    public void close() {
        groups.close();
        epoll.close();
    }
}

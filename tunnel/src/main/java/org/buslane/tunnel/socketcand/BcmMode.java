package org.buslane.tunnel.socketcand;

import java.lang.foreign.MemorySegment;
import org.buslane.core.bcm.BcmHead;
import org.buslane.core.bcm.BcmOutput;
import org.buslane.core.bcm.BcmSocket;
import org.buslane.core.frame.FrameBatch;
import org.buslane.linux.Errno;

/**
 * Jobs that send by the clock, and frames that are told of by id or when they change: what state_bcm.c of the original
 * asks the kernel for, as net/can/bcm.c does it. A client hears its own frames here if it asks for them. Jobs outlast a bus
 * that is away, and go with the mode. Owned by the bus's thread.
 */
final class BcmMode implements SessionMode, BcmOutput {
    /** The one interface that there is to its socket. */
    private static final int INDEX = 1;

    private static final BcmSocket.Address CONNECTED = new BcmSocket.Address.None();

    private final SessionSide side;
    private final Scratch scratch;
    private final BcmSocket socket;
    private final long least;

    /** @param least nanoseconds between two frames of a job, as of {@link Limits} */
    BcmMode(SessionSide side, Scratch scratch, long least) {
        this.side = side;
        this.scratch = scratch;
        this.socket = new BcmSocket(this, scratch.bcm);
        this.least = least;
        socket.connect(INDEX);
    }

    @Override
    public boolean command(Command command, long now) {
        return switch (command) {
            case Command.Add add -> write(BcmMessage.of(add, least), now);
            case Command.Update update -> write(BcmMessage.of(update), now);
            case Command.Delete delete -> write(BcmMessage.of(delete), now);
            case Command.Subscribe subscribe -> write(BcmMessage.of(subscribe), now);
            case Command.Unsubscribe unsubscribe -> write(BcmMessage.of(unsubscribe), now);
            case Command.Filter filter -> write(BcmMessage.of(filter), now);
            case Command.MuxFilter filter -> write(BcmMessage.of(filter), now);
            case Command.Malformed _ -> true;
            case Command.Open _, Command.SetTiming _, Command.SetModes _, Command.BadSetting _ -> false;
            case Command.Switch _, Command.Echo _, Command.Unknown _ -> false;
            case Command.Statistics _, Command.IsoTpConf _, Command.SendPdu _ -> false;
        };
    }

    /** What the kernel refuses, such as to delete a job that there is not, the original does not tell either. */
    private boolean write(MemorySegment message, long now) {
        if (socket.write(message, CONNECTED, now) == Errno.ENOMEM) {
            Complaint.JOBS.tell(side);
        }
        return true;
    }

    @Override
    public boolean sends() {
        return true;
    }

    @Override
    public long wants(FrameBatch batch, long selected, boolean own) {
        return socket.wanted(batch, selected, INDEX);
    }

    @Override
    public void hear(FrameBatch batch, long selected, boolean own, long now) {
        socket.hear(batch, selected, INDEX, true, own, now);
    }

    @Override
    public long due() {
        return socket.due();
    }

    @Override
    public void run(long now) {
        socket.run(now);
    }

    @Override
    public void close() {
        socket.close();
    }

    @Override
    public int send(int index, MemorySegment memory, long offset, int size) {
        return side.say(memory, offset, size);
    }

    /** RX_CHANGED: nothing else is asked for. */
    @Override
    public void tell(MemorySegment message, int index, boolean local, boolean own, long stamp) {
        scratch.tellFrame(side, message, BcmHead.SIZE, stamp);
    }

    @Override
    public boolean has(int index) {
        return index == INDEX;
    }

    /** Once for each job and filter, whatever its size. */
    @Override
    public boolean take(int bytes) {
        return side.takeJob();
    }

    @Override
    public void give(int bytes) {
        side.giveJob();
    }
}

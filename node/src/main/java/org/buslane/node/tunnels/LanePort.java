package org.buslane.node.tunnels;

import java.util.Optional;
import java.util.function.Supplier;
import org.buslane.core.frame.FrameBatch;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.can.SendEnd;
import org.buslane.node.NodeException;
import org.buslane.tunnel.bus.BusPort;
import org.buslane.tunnel.bus.PortStanding;
import org.buslane.tunnel.bus.PortState;
import org.buslane.virtual.client.BusPoll;
import org.buslane.virtual.client.BusSocket;
import org.buslane.virtual.wire.InterfaceTable.Entry;
import org.jspecify.annotations.Nullable;

/**
 * A virtual bus of a gateway in another process, through a lane as any program has it. Only coming to a gateway anew, when
 * there is nothing else to do, waits for its answers. Owned by the bus's thread.
 */
final class LanePort implements BusPort {
    private static final long LOOK_AGAIN = 200_000_000;

    /** While it is up. That it goes down or away makes a record; that it carries other frames does not. */
    private static final long LOOK_NOW_AND_THEN = 2_000_000_000;

    private static final long DROPS = 0xffff_ffffL;

    private final PortStanding standing;
    private final Supplier<BusSocket> door;
    private @Nullable BusPoll lane;
    private Optional<Descriptor> descriptor = Optional.empty();
    private SendEnd sendEnd = SendEnd.ALL_SENT;
    private int mtu;
    private int seenDrops;
    private long lost;
    private long due = Long.MIN_VALUE;

    /** @param door a socket bound to the bus; may fail with NodeException or LinuxException, and is tried again then */
    LanePort(String name, Supplier<BusSocket> door) {
        this.standing = new PortStanding(name, "");
        this.door = door;
    }

    @Override
    public String name() {
        return standing.name();
    }

    @Override
    public PortState state() {
        return standing.state();
    }

    @Override
    public String note() {
        return standing.note();
    }

    @Override
    public int mtu() {
        return standing.isUp() ? mtu : 0;
    }

    @Override
    public Optional<Descriptor> descriptor() {
        return descriptor;
    }

    @Override
    public long due() {
        return due;
    }

    @Override
    public void run(long now) {
        if (now < due) {
            return;
        }
        due = now + LOOK_AGAIN;
        try {
            if (lane == null) {
                BusPoll opened = new BusPoll(door.get());
                lane = opened;
                descriptor = Optional.of(opened.descriptor());
                seenDrops = 0;
            }
            look(lane);
            due = now + (standing.isUp() ? LOOK_NOW_AND_THEN : LOOK_AGAIN);
        } catch (NodeException | LinuxException e) {
            away(String.valueOf(e.getMessage()));
        }
    }

    private void look(BusPoll to) {
        Optional<Entry> entry = to.named(name());
        if (entry.isEmpty()) {
            away("the lane has no bus " + name() + " any more");
        } else if (entry.get().up()) {
            mtu = entry.get().mtu();
            standing.up();
        } else {
            standing.down("bus " + name() + " is down");
        }
    }

    private void away(String why) {
        drop();
        standing.away(why);
    }

    @Override
    public int receive(FrameBatch batch) {
        if (lane == null) {
            batch.count(0);
            return 0;
        }
        int frames = lane.receive(batch);
        lost += (lane.drops() - seenDrops) & DROPS;
        seenDrops = lane.drops();
        if (frames == 0) {
            lookOrLeave(lane);
        }
        return frames;
    }

    /** Something came that was no frame. */
    private void lookOrLeave(BusPoll to) {
        if (to.hasEnded()) {
            away("the gateway of bus " + name() + " is gone");
        } else {
            look(to);
        }
        if (!standing.isUp()) {
            due = Long.MIN_VALUE;
        }
    }

    @Override
    public long dropped() {
        return lost;
    }

    @Override
    public long droppedUntilNow() {
        return lost;
    }

    @Override
    public int send(FrameBatch batch, int from, int to) {
        BusPoll target = lane;
        if (target == null || !standing.isUp()) {
            sendEnd = target == null ? SendEnd.GONE : SendEnd.DOWN;
            return 0;
        }
        int sent = target.send(batch, from, to);
        sendEnd = switch (target.errno()) {
            case 0 -> SendEnd.ALL_SENT;
            case Errno.EAGAIN -> SendEnd.BUFFER_FULL;
            case Errno.EMSGSIZE -> SendEnd.BAD_FRAME;
            default -> SendEnd.GONE;
        };
        if (sendEnd == SendEnd.GONE) {
            lookOrLeave(target);
        }
        return sent;
    }

    @Override
    public SendEnd sendEnd() {
        return sendEnd;
    }

    private void drop() {
        if (lane != null) {
            descriptor = Optional.empty();
            lane.close();
            lane = null;
        }
    }

    @Override
    public void close() {
        drop();
        standing.away("it is closed");
        due = Long.MAX_VALUE;
    }
}

package org.buslane.tunnel.bus;

import java.util.Optional;
import org.buslane.core.frame.FrameBatch;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.can.CanOptions;
import org.buslane.linux.can.CanSocket;
import org.buslane.linux.can.SendEnd;
import org.buslane.linux.netlink.Link;
import org.buslane.linux.netlink.Links;
import org.buslane.linux.netlink.NetlinkSocket;
import org.jspecify.annotations.Nullable;

/**
 * An interface of the kernel, by its name: whichever has it is the bus, also one that was made anew. It is of the network
 * namespace of the thread that uses it. The MTU can only change while the interface is down (vcan_change_mtu,
 * can_change_mtu), so it is looked at whenever that comes up.
 */
public final class KernelPort implements BusPort {
    /** Bytes of frames that may wait; the kernel doubles it, and takes at most net.core.rmem_max without CAP_NET_ADMIN. */
    private static final int QUEUE = 2 << 20;

    private static final long AT_ONCE = Long.MIN_VALUE;

    private final PortStanding standing;
    private final CanOptions options;
    private Pause pause = Pause.FIRST;
    private @Nullable CanSocket socket;
    private Optional<Descriptor> descriptor = Optional.empty();
    private SendEnd sendEnd = SendEnd.ALL_SENT;
    private int index;
    private int mtu;
    private long due = AT_ONCE;
    private long lostBefore;

    /**
     * Away until it first {@link #run}s, which is due at once.
     *
     * @param errorClasses error frames of these classes are received, bits of linux/can/error.h; usually none, 0
     */
    public KernelPort(String name, int errorClasses) {
        this.standing = new PortStanding(name, "nobody has looked for interface " + name + " yet");
        this.options = CanOptions.classic()
                .withXl()
                .withErrors(errorClasses)
                .withTimestamps()
                .withBuffers(QUEUE, 0);
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
        if (due > now) {
            return;
        }
        due = now + pause.nanos();
        pause = pause.next();
        try (NetlinkSocket netlink = NetlinkSocket.open()) {
            look(new Links(netlink).find(name()));
        } catch (LinuxException | IllegalArgumentException e) {
            away(String.valueOf(e.getMessage()));
        }
    }

    private void look(Optional<Link> found) {
        if (found.isEmpty()) {
            away("there is no interface " + name());
            return;
        }
        Link link = found.get();
        if (!link.isCan()) {
            away("interface " + name() + " is none of CAN's");
            return;
        }
        if (socket == null || link.index() != index) {
            open(link.index());
        }
        if (link.isUp()) {
            up(link.mtu());
        } else {
            standing.down("interface " + name() + " is down");
        }
    }

    private void open(int number) {
        drop();
        CanSocket opened = CanSocket.open(number, options);
        socket = opened;
        index = number;
        descriptor = Optional.of(opened.descriptor());
    }

    private void up(int bytes) {
        mtu = bytes;
        pause = Pause.FIRST;
        due = Long.MAX_VALUE;
        standing.up();
    }

    private void down() {
        standing.down("interface " + name() + " is down");
        due = AT_ONCE;
    }

    private void away(String why) {
        drop();
        standing.away(why);
        due = due == Long.MAX_VALUE ? AT_ONCE : due;
    }

    @Override
    public int receive(FrameBatch batch) {
        while (socket != null) {
            try {
                int count = socket.receive(batch);
                for (int i = 0; i < count; i++) {
                    batch.arrival(i, socket.stamp(i));
                }
                if (count > 0 && state() == PortState.DOWN) {
                    due = AT_ONCE; // these waited since before, or it is up again
                }
                return count;
            } catch (LinuxException e) {
                lost(e);
            }
        }
        batch.count(0);
        return 0;
    }

    /** The kernel tells each once, ENETDOWN before what still waits. */
    private void lost(LinuxException e) {
        if (e.is(Errno.ENETDOWN)) {
            down();
        } else if (e.is(Errno.ENODEV)) {
            away("interface " + name() + " was deleted");
        } else {
            away(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public int send(FrameBatch batch, int from, int to) {
        CanSocket target = socket;
        if (target == null) {
            sendEnd = SendEnd.GONE;
            return 0;
        }
        int sent = target.send(batch, from, to);
        if (target.sendEnd() == SendEnd.DOWN) {
            // Told once after it was down, too.
            sent += target.send(batch, from + sent, to);
        }
        sendEnd = target.sendEnd();
        switch (sendEnd) {
            case DOWN -> down();
            case GONE -> away("interface " + name() + " was deleted");
            default -> {}
        }
        return sent;
    }

    @Override
    public SendEnd sendEnd() {
        return sendEnd;
    }

    @Override
    public long dropped() {
        return socket == null ? lostBefore : lostBefore + socket.dropped();
    }

    @Override
    public long droppedUntilNow() {
        return socket == null ? lostBefore : lostBefore + socket.droppedUntilNow();
    }

    private void drop() {
        if (socket != null) {
            lostBefore = droppedUntilNow();
            descriptor = Optional.empty();
            socket.close();
            socket = null;
        }
    }

    @Override
    public void close() {
        drop();
        standing.away("it is closed");
        due = Long.MAX_VALUE;
    }
}

package org.buslane.linux.netlink;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.NetworkNamespace;

/**
 * What happens to the interfaces of a namespace, from its opening on. It never blocks: the thread that owns it waits for
 * its descriptor in an epoll, reads, and closes it.
 */
public final class LinkMonitor implements AutoCloseable {
    /** linux/rtnetlink.h. */
    private static final int RTMGRP_LINK = 1;

    private static final int RTMGRP_TC = 8;

    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVBUF = 8;
    private static final int MSG_DONTWAIT = 0x40;

    private final NetlinkSocket socket;

    private LinkMonitor(NetlinkSocket socket, int receiveBytes) {
        this.socket = socket;
        socket.option("setsockopt SO_RCVBUF", SOL_SOCKET, SO_RCVBUF, receiveBytes);
        socket.join(RTMGRP_LINK | RTMGRP_TC);
    }

    /**
     * Of the calling thread's network namespace.
     *
     * @param receiveBytes room for events that were not read yet, of about 2 KiB each; the kernel gives no more than
     *     net.core.rmem_max
     */
    public static LinkMonitor open(int receiveBytes) {
        return new LinkMonitor(NetlinkSocket.open(), receiveBytes);
    }

    /** Of that namespace; the calling thread stays where it is. */
    public static LinkMonitor openIn(NetworkNamespace namespace, int receiveBytes) {
        return new LinkMonitor(NetlinkSocket.openIn(namespace), receiveBytes);
    }

    /** Readable when there are events. */
    public Descriptor descriptor() {
        return socket.descriptor();
    }

    /** All that came since the last call, oldest first; none if nothing did. */
    public List<LinkEvent> read() {
        List<LinkEvent> events = new ArrayList<>();
        while (true) {
            try {
                socket.receive(MSG_DONTWAIT).ifPresent(datagram -> addTo(events, datagram));
            } catch (LinuxException e) {
                if (e.is(Errno.EAGAIN)) {
                    return events;
                }
                if (!e.is(Errno.ENOBUFS)) {
                    throw e;
                }
                events.add(new LinkEvent.Lost());
            }
        }
    }

    private static void addTo(List<LinkEvent> events, ByteBuffer datagram) {
        for (Message message : Message.all(datagram)) {
            switch (message.header().type()) {
                case LinkMessages.NEW -> events.add(new LinkEvent.Changed(LinkMessages.read(message)));
                case LinkMessages.DELETE -> events.add(new LinkEvent.Gone(LinkMessages.read(message)));
                case TrafficMessages.DELETE_FILTER, TrafficMessages.DELETE_QDISC ->
                    events.add(new LinkEvent.TrafficDeleted(TrafficMessages.index(message)));
                default -> {}
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}

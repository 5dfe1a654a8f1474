package org.buslane.linux.netlink;

import java.util.List;
import java.util.Optional;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.NetworkNamespace;

/**
 * The network interfaces of the namespace that a socket is of. Used by the socket's thread. Changes name an interface by
 * its index, which is never given to another while it lives, unlike its name. Each throws LinuxException: ENODEV
 * without such an interface, EPERM without CAP_NET_ADMIN there, and what it says itself.
 */
public final class Links {
    private final NetlinkSocket socket;

    public Links(NetlinkSocket socket) {
        this.socket = socket;
    }

    /** All of them, by index. */
    public List<Link> list() {
        return socket.list("list interfaces", LinkMessages.list()).stream()
                .map(LinkMessages::read)
                .toList();
    }

    public Optional<Link> find(String name) {
        return find("interface " + name, LinkMessages.get(InterfaceName.require(name)));
    }

    public Optional<Link> find(int index) {
        return find(object(index), LinkMessages.get(Requirements.index("an interface", index)));
    }

    private Optional<Link> find(String object, MessageWriter request) {
        try {
            return socket.request("find", object, request).stream()
                    .map(LinkMessages::read)
                    .findFirst();
        } catch (LinuxException e) {
            if (e.is(Errno.ENODEV)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Makes one.
     *
     * @throws LinuxException EEXIST if the name is taken, EBUSY or EEXIST if the index is, EOPNOTSUPP if the kernel
     *     has no such kind; then nothing was made
     */
    public void create(NewLink link) {
        socket.request("create", describe(link), LinkMessages.create(link));
    }

    private static String describe(NewLink link) {
        return switch (link) {
            case NewLink.Vcan vcan -> "vcan " + end(vcan.here());
            case NewLink.Vxcan vxcan ->
                "vxcan %s with peer %s%s"
                        .formatted(
                                end(vxcan.here()),
                                end(vxcan.peer()),
                                vxcan.peerNamespace()
                                        .map(namespace ->
                                                " in " + namespace.descriptor().what())
                                        .orElse(""));
        };
    }

    private static String end(LinkEnd end) {
        return end.name() + (end.index().isPresent() ? " (" + end.index().getAsInt() + ")" : "");
    }

    public void up(int index) {
        socket.request("set up", object(index), LinkMessages.up(known(index), true));
    }

    public void down(int index) {
        socket.request("set down", object(index), LinkMessages.up(known(index), false));
    }

    /**
     * Gives it another name.
     *
     * @throws LinuxException EBUSY if it is up and the kernel is older than 6.2, EEXIST if the name is taken
     */
    public void rename(int index, String name) {
        socket.request(
                "rename",
                object(index) + " to " + name,
                LinkMessages.rename(known(index), InterfaceName.require(name)));
    }

    /**
     * Writes something down about it; nothing takes it away.
     *
     * @param alias up to 255 bytes of UTF-8, ERANGE for more
     */
    public void alias(int index, String alias) {
        socket.request("set alias of", object(index), LinkMessages.alias(known(index), alias));
    }

    /**
     * Sets what it carries at most.
     *
     * @param bytes 16, 72, or 76 to 2060
     * @throws LinuxException EBUSY if it is up, EINVAL for another number
     */
    public void mtu(int index, int bytes) {
        socket.request(
                "set MTU %d of".formatted(bytes),
                object(index),
                LinkMessages.mtu(known(index), Requirements.mtu(bytes)));
    }

    public void queueLength(int index, int frames) {
        socket.request(
                "set queue length %d of".formatted(frames),
                object(index),
                LinkMessages.queueLength(
                        known(index), Requirements.range("a queue length", frames, 0, Integer.MAX_VALUE)));
    }

    /**
     * Sets a CAN card's parameters.
     *
     * @throws LinuxException EBUSY if it is up, EOPNOTSUPP if it is no CAN card or has no such mode, EINVAL or ERANGE
     *     if it cannot be that fast
     */
    public void can(int index, CanParameters parameters) {
        socket.request("set CAN parameters of", object(index), LinkMessages.can(known(index), parameters));
    }

    /**
     * Sets a CAN card's bit timing, as far as it is said.
     *
     * @throws LinuxException as {@link #can} does
     */
    public void timing(int index, CanTiming timing) {
        socket.request("set bit timing of", object(index), LinkMessages.timing(known(index), timing));
    }

    /**
     * Has a CAN card that is bus-off take part again.
     *
     * @throws LinuxException EBUSY if it is not bus-off, EINVAL if it is down or comes back by itself, EOPNOTSUPP if it
     *     is no CAN card
     */
    public void restart(int index) {
        socket.request("restart", object(index), LinkMessages.restart(known(index)));
    }

    /** What a CAN card is set to; empty for an interface that is no card, or not there. */
    public Optional<CanSettings> canSettings(int index) {
        try {
            return socket.request("find", object(index), LinkMessages.get(known(index))).stream()
                    .findFirst()
                    .flatMap(LinkMessages::readCan);
        } catch (LinuxException e) {
            if (e.is(Errno.ENODEV)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Moves it to another namespace, where it is down. */
    public void move(int index, NetworkNamespace namespace) {
        socket.request(
                "move",
                object(index) + " to " + namespace.descriptor().what(),
                LinkMessages.move(known(index), namespace));
    }

    /** Deletes it; the other end of a pair goes too, wherever it is. */
    public void delete(int index) {
        socket.request("delete", object(index), LinkMessages.delete(known(index)));
    }

    private static int known(int index) {
        return Requirements.index("an interface", index);
    }

    private static String object(int index) {
        return "interface " + index;
    }
}

package org.buslane.linux.netlink;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;

/**
 * Traffic control of the namespace that a socket is of, as far as frames are let through, dropped or held to a rate where
 * they come in and go out. Used by the socket's thread. Changes throw LinuxException: ENODEV without such an interface,
 * EPERM without CAP_NET_ADMIN there, ENOENT without a module, and what each says itself.
 *
 * <p>Interfaces, filters and rates go without a trace when the interface does.
 */
public final class Traffic {
    private final NetlinkSocket socket;

    public Traffic(NetlinkSocket socket) {
        this.socket = socket;
    }

    /**
     * Adds what filters are added to.
     *
     * @throws LinuxException EEXIST if there is one, or an {@code ingress}, which is half of it
     */
    public void clsact(int index) {
        attempt("sch_ingress", () -> socket.request("add clsact to", object(index), TrafficMessages.addClsact(index)));
    }

    /**
     * Removes it, and with it all its filters, everybody's.
     *
     * @throws LinuxException EINVAL if there is none
     */
    public void removeClsact(int index) {
        socket.request("remove clsact from", object(index), TrafficMessages.removeClsact(index));
    }

    /** Also false if there is no such interface. */
    public boolean hasClsact(int index) {
        return qdiscs(index).anyMatch(message -> TrafficMessages.isClsact(message, index));
    }

    /** Whether a clsact, or an {@code ingress} in its place, is there. Also false if there is no such interface. */
    public boolean isClsactTaken(int index) {
        return qdiscs(index).anyMatch(message -> TrafficMessages.isAtClsact(message, index));
    }

    /**
     * Frames that had no room in the queue in which they wait for their interface, by its index: a u32 that wraps, and
     * begins anew with another qdisc.
     */
    public Map<Integer, Long> queueDrops() {
        Map<Integer, Long> drops = new HashMap<>();
        qdiscs(0)
                .forEach(message -> TrafficMessages.queueDrops(message)
                        .ifPresent(count -> drops.put(TrafficMessages.index(message), count)));
        return drops;
    }

    private Stream<Message> qdiscs(int index) {
        return socket.list("list qdiscs", TrafficMessages.listQdiscs(index)).stream();
    }

    private static String object(int index) {
        return "interface " + Requirements.index("an interface", index);
    }

    /**
     * Everybody's, in the order in which they see a frame; none without a clsact or without such an interface. Those of
     * another chain than 0 see it only where another filter sends it there.
     */
    public List<InstalledFilter> list(int index, Side side) {
        Requirements.index("an interface", index);
        return socket.list("list tc filters", TrafficMessages.list(index, side)).stream()
                .map(message -> TrafficMessages.read(message, side))
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * Adds a filter. A second one that is equal is another filter, which sees what the first lets go on to it.
     *
     * @return where it is, with the handle that the kernel chose
     * @throws LinuxException EINVAL without a clsact, and if filters of that priority match in another way; EEXIST for a
     *     second {@link TrafficMatch.All} of one priority, and if the shared rate is there and is another one (what was
     *     deleted a moment ago may still be): the kernel would take that one and say nothing
     */
    public FilterPlace add(TrafficFilter filter) {
        String object = "%s of interface %d, priority %d".formatted(filter.side(), filter.index(), filter.priority());
        List<Message> answers = attempt(
                filter.modules(), () -> socket.request("add tc filter to", object, TrafficMessages.add(filter)));
        InstalledFilter made = first(answers, filter.side())
                .or(() -> find(TrafficMessages.matchAllPlace(filter)))
                .orElseThrow(() -> new BadMessageException("no answer tells where a new filter is: " + filter));
        if (made instanceof InstalledFilter.Known known && known.filter().equals(filter)) {
            return made.place();
        }
        delete(made.place());
        throw new LinuxException(
                "add tc filter to",
                object,
                new Errno(Errno.EEXIST),
                "%s is what there is, not %s".formatted(describe(made), filter.action()));
    }

    private static Optional<InstalledFilter> first(List<Message> answers, Side side) {
        return answers.stream()
                .map(message -> TrafficMessages.read(message, side))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<InstalledFilter> find(FilterPlace place) {
        return first(socket.request("find tc filter", place.toString(), TrafficMessages.get(place)), place.side());
    }

    private static String describe(InstalledFilter made) {
        return switch (made) {
            case InstalledFilter.Known known -> known.filter().action().toString();
            case InstalledFilter.Foreign _ -> "another kind of action";
        };
    }

    /**
     * Deletes this one filter. The kernel deletes none of another kind, protocol or chain. The last one of a priority
     * takes that with it, but for {@link TrafficMatch.IdWord} while the clsact has another priority of these, on either
     * side: then an empty table stays, one to a priority at most, which sees no frames and goes with the clsact.
     *
     * @throws LinuxException ENOENT if it is gone, EINVAL without a clsact, and if filters of another kind are there
     */
    public void delete(FilterPlace place) {
        socket.request("delete tc filter", place.toString(), TrafficMessages.delete(place));
    }

    /** The rates of the namespace, of filters' own and shared, everybody's. */
    public List<InstalledPolice> listPolice() {
        return socket.list("list rates", ActionMessages.list(ActionMessages.POLICE)).stream()
                .map(PoliceMessages::readAll)
                .flatMap(List::stream)
                .toList();
    }

    /** Actions of gact of the namespace, by number, of filters' own and shared, everybody's. */
    public List<InstalledAction> listActions() {
        return socket.list("list actions", ActionMessages.list(ActionMessages.GACT)).stream()
                .map(ActionMessages::generics)
                .flatMap(List::stream)
                .toList();
    }

    /** The kernel loads modules by itself, if they are there and it may. */
    private static List<Message> attempt(String modules, Supplier<List<Message>> request) {
        try {
            return request.get();
        } catch (LinuxException e) {
            throw e.is(Errno.ENOENT) || e.is(Errno.EOPNOTSUPP)
                    ? e.with("are these modules loaded: " + modules + "?")
                    : e;
        }
    }
}

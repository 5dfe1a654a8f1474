package org.buslane.lane;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.buslane.linux.LinuxException;
import org.buslane.linux.NetworkNamespace;
import org.buslane.linux.netlink.FilterPlace;
import org.buslane.linux.netlink.Gateway;
import org.buslane.linux.netlink.Link;
import org.buslane.linux.netlink.LinkEnd;
import org.buslane.linux.netlink.Links;
import org.buslane.linux.netlink.NetlinkSocket;
import org.buslane.linux.netlink.NewLink;
import org.buslane.linux.netlink.Traffic;

/**
 * The kernel as a plan sees and changes it: one host, one container, a netlink socket in each. Owned by the thread that
 * opened it, which stays in its namespace and must be a platform thread.
 */
public final class Scene implements AutoCloseable {
    private final Modules modules;
    private final NetworkNamespace host;
    private final NetworkNamespace container;
    private final NetlinkSocket hostSocket;
    private final NetlinkSocket containerSocket;

    /**
     * @param container whose closer is the caller
     */
    public Scene(Modules modules, NetworkNamespace container) {
        this.modules = modules;
        this.container = container;
        this.host = NetworkNamespace.current();
        this.hostSocket = NetlinkSocket.open();
        this.containerSocket = NetlinkSocket.openIn(container);
    }

    /** @param neighbours tells which of the host's interfaces are the bus's other lanes; only a mesh has it asked */
    public Snapshot look(LaneRequest request, Function<List<Link>, List<Snapshot.Neighbour>> neighbours) {
        List<Link> links = new Links(hostSocket).list();
        Snapshot.Inside inside = new Snapshot.Inside(container.inode(), new Links(containerSocket).list());
        GatewayModule gateway = modules.gateway();
        Optional<Link> lane = LaneTag.find(links, inside.namespace(), request.name());
        Optional<Link> bus =
                links.stream().filter(link -> link.name().equals(request.bus())).findFirst();
        return new Snapshot(
                new Snapshot.Host(
                        host.inode(),
                        links,
                        gateway instanceof GatewayModule.Loaded ? new Gateway(hostSocket).list() : List.of(),
                        TrafficLook.at(modules, hostSocket, lane, bus),
                        gateway,
                        modules.hasVxcan(),
                        modules.hasVcan()),
                inside,
                Planner.isMesh(gateway) ? neighbours.apply(links) : List.of());
    }

    /** The container's network by a number that no other one has until the machine is started anew. */
    public long cookie() {
        return containerSocket.namespaceCookie();
    }

    /**
     * Does what a plan says, all of it or nothing.
     *
     * @param last what is to be done behind it, as a part of it
     * @throws LinuxException what the kernel refused, when what was done before that is undone
     */
    public void apply(Plan plan, Runnable last) {
        Deque<Runnable> undo = new ArrayDeque<>();
        try {
            for (Step step : plan.steps()) {
                undo.push(take(step));
            }
            last.run();
        } catch (RuntimeException | Error e) {
            undoAll(undo, e);
            throw e;
        }
    }

    /** Deletes the interface inside of a lane that is copied, if it is there. */
    public static void deleteInside(NetworkNamespace container, LaneRequest request) {
        try (NetlinkSocket socket = NetlinkSocket.openIn(container)) {
            Links links = new Links(socket);
            links.find(request.name())
                    .filter(link -> LaneTag.ofInside(link).isPresent())
                    .ifPresent(link -> links.delete(link.index()));
        }
    }

    private static void undoAll(Deque<Runnable> undo, Throwable cause) {
        while (!undo.isEmpty()) {
            try {
                undo.pop().run();
            } catch (LinuxException e) {
                // What it was done to is gone, most likely with the pair.
                cause.addSuppressed(e);
            }
        }
    }

    /** What undoes it. */
    private Runnable take(Step step) {
        Links links = new Links(hostSocket);
        Gateway gateway = new Gateway(hostSocket);
        Traffic traffic = new Traffic(hostSocket);
        return switch (step) {
            case Step.LoadGateway load -> {
                modules.loadGateway(load.maxHops());
                yield () -> {};
            }
            case Step.CreatePair pair -> {
                create(pair);
                yield () -> links.delete(pair.index());
            }
            case Step.CreateVcan vcan -> {
                Links inside = new Links(containerSocket);
                LinkEnd end =
                        LinkEnd.named(vcan.inside()).withIndex(vcan.index()).withMtu(vcan.mtu());
                inside.create(new NewLink.Vcan(end, true));
                yield () -> inside.delete(vcan.index());
            }
            case Step.Tag tag -> {
                (tag.inside() ? new Links(containerSocket) : links)
                        .alias(tag.index(), tag.tag().alias());
                yield () -> {};
            }
            case Step.Up up -> {
                (up.inside() ? new Links(containerSocket) : links).up(up.index());
                yield () -> {};
            }
            case Step.AddClsact add -> {
                traffic.clsact(add.index());
                yield () -> traffic.removeClsact(add.index());
            }
            case Step.AddFilter add -> {
                FilterPlace place = traffic.add(add.filter());
                yield () -> traffic.delete(place);
            }
            case Step.DeleteFilter delete -> {
                traffic.delete(delete.place());
                yield () -> traffic.add(delete.filter());
            }
            case Step.AddRule add -> {
                gateway.add(add.rule());
                yield () -> gateway.delete(add.rule());
            }
            case Step.DeleteRule delete -> {
                gateway.delete(delete.rule());
                yield () -> gateway.add(delete.rule());
            }
        };
    }

    /** From inside: asked for here, the name inside would have to be free here as well, up to 6.12. */
    private void create(Step.CreatePair pair) {
        LinkEnd inside = new LinkEnd(pair.inside(), OptionalInt.of(pair.index()), OptionalInt.of(pair.mtu()));
        LinkEnd outside = new LinkEnd(pair.host().text(), OptionalInt.of(pair.index()), OptionalInt.of(pair.mtu()));
        new Links(containerSocket).create(new NewLink.Vxcan(inside, true, outside, Optional.of(host)));
    }

    @Override
    public void close() {
        containerSocket.close();
        hostSocket.close();
        host.close();
    }
}

package org.buslane.node.agent;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.buslane.lane.LaneTag;
import org.buslane.linux.netlink.BitTiming;
import org.buslane.linux.netlink.CanSettings;
import org.buslane.linux.netlink.CanState;
import org.buslane.linux.netlink.Link;
import org.buslane.linux.netlink.Links;
import org.buslane.linux.netlink.NetlinkSocket;
import org.buslane.linux.netlink.SetTiming;
import org.buslane.node.Version;
import org.buslane.node.control.NodeStatus;
import org.buslane.node.declared.DeclaredBus;
import org.buslane.node.lanes.LaneDesk;
import org.buslane.node.lanes.LaneRecord;
import org.buslane.node.lanes.LaneView;
import org.buslane.node.ledger.Passage;
import org.buslane.node.metrics.ProcessMemory;
import org.buslane.node.reconcile.Keeping;

/** Puts together how the agent's part of the node does. Asked on the agent's thread. */
public final class AgentReport implements Supplier<AgentStatus> {
    private static final int FD_MTU = 72;
    private static final int KIB = 1024;

    private final AgentFolder folder;
    private final Path proc;
    private final LaneDesk desk;
    private final Keeping keeping;
    private final Optional<Declaring> declaring;
    private final Journal journal;
    private final LongSupplier clock;
    private final long started;

    /**
     * @param proc the folder that is /proc
     * @param clock nanoseconds
     */
    public AgentReport(
            AgentFolder folder,
            Path proc,
            LaneDesk desk,
            Keeping keeping,
            Optional<Declaring> declaring,
            Journal journal,
            LongSupplier clock) {
        this.folder = folder;
        this.proc = proc;
        this.desk = desk;
        this.keeping = keeping;
        this.declaring = declaring;
        this.journal = journal;
        this.clock = clock;
        this.started = clock.getAsLong();
    }

    @Override
    public AgentStatus get() {
        return new AgentStatus(
                process(),
                buses(),
                desk.lanes().stream().map(AgentReport::lane).toList(),
                keeping.troubles(),
                journal.last());
    }

    private AgentStatus.Self process() {
        return new AgentStatus.Self(
                ProcessHandle.current().pid(),
                Version.text(),
                folder.path().toString(),
                TimeUnit.NANOSECONDS.toSeconds(clock.getAsLong() - started),
                ProcessMemory.residentBytes(proc) / KIB,
                declaring.map(each -> each.file().toString()).orElse(""),
                declaring.map(Declaring::objection).orElse(""));
    }

    private List<AgentStatus.Bus> buses() {
        List<AgentStatus.Bus> buses = new ArrayList<>();
        Set<String> declared = new HashSet<>(
                keeping.declaredBuses().stream().map(DeclaredBus::name).toList());
        try (NetlinkSocket socket = NetlinkSocket.open()) {
            Links links = new Links(socket);
            for (Link link : links.list()) {
                if (link.isCan() && LaneTag.of(link).isEmpty()) {
                    buses.add(bus(link, links.canSettings(link.index()), declared.remove(link.name())));
                }
            }
        }
        declared.stream()
                .sorted()
                .forEach(name -> buses.add(new AgentStatus.Bus(
                        name, "", "missing", true, false, 0, 0, 0, OptionalInt.empty(), 0, 0, 0, 0)));
        return buses;
    }

    private AgentStatus.Bus bus(Link link, Optional<CanSettings> card, boolean declared) {
        int bitrate = card.flatMap(CanSettings::nominal)
                .map(SetTiming::wanted)
                .map(BitTiming::bitrate)
                .orElse(0);
        return new AgentStatus.Bus(
                link.name(),
                link.kind().orElse(""),
                state(link, card),
                declared,
                link.mtu() >= FD_MTU,
                bitrate,
                card.flatMap(CanSettings::data)
                        .map(SetTiming::wanted)
                        .map(BitTiming::bitrate)
                        .orElse(0),
                keeping.loads().framesPerSecond(link),
                keeping.loads().percent(link, bitrate),
                link.statistics().receivedFrames(),
                link.statistics().sentFrames(),
                link.statistics().receiveErrors() + link.statistics().sendErrors(),
                link.statistics().receiveDrops() + link.statistics().sendDrops());
    }

    /** A card's own, where it says more than up. */
    private static String state(Link link, Optional<CanSettings> card) {
        if (!link.isUp()) {
            return "down";
        }
        return card.flatMap(CanSettings::state)
                .filter(state -> state != CanState.ERROR_ACTIVE)
                .map(state -> state.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .orElse("up");
    }

    private static AgentStatus.Lane lane(LaneView view) {
        return new AgentStatus.Lane(
                view.lane().text(),
                view.owner(),
                view.name(),
                view.bus(),
                view.state(),
                view.record().flatMap(LaneRecord::declared).orElse(""),
                view.mayRead(),
                view.mayWrite(),
                counts(view.account().written()),
                counts(view.account().read()));
    }

    private static NodeStatus.Counts counts(Passage passage) {
        Map<String, Long> dropped = new HashMap<>();
        passage.lost().forEach((reason, frames) -> dropped.put(reason.label(), frames));
        return new NodeStatus.Counts(passage.frames(), passage.delivered(), dropped);
    }
}

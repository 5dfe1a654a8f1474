package org.buslane.node.lanes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.buslane.lane.LaneException;
import org.buslane.lane.LaneRequest;
import org.buslane.lane.LaneSurvey;
import org.buslane.lane.LaneTag;
import org.buslane.lane.Modules;
import org.buslane.lane.Plan;
import org.buslane.lane.Planner;
import org.buslane.lane.Scene;
import org.buslane.lane.Snapshot;
import org.buslane.lane.Step;
import org.buslane.lane.Wiring;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.NetworkNamespace;
import org.buslane.linux.netlink.GatewayRule;
import org.buslane.linux.netlink.InstalledRule;
import org.buslane.linux.netlink.Link;
import org.buslane.node.NodeException;

/**
 * Where lanes are asked for, by the agent or without one. It changes the kernel and the records together, and while no
 * other process does. Used by one thread, which must be a platform thread in the namespace of the buses.
 */
public final class LaneDesk {
    /** A number or name that was free may be taken by somebody a moment later. */
    private static final int ATTEMPTS = 5;

    private final Modules modules;
    private final LaneRecords records;
    private final Locator locator;
    private final Namespaces namespaces;

    /** @param proc the folder that is /proc */
    public LaneDesk(Modules modules, LaneRecords records, Locator locator, Path proc) {
        this.modules = modules;
        this.records = records;
        this.locator = locator;
        this.namespaces = new Namespaces(proc);
    }

    /**
     * Gives a container its lane, or changes it to what is asked for.
     *
     * @throws NodeException saying why there is none, and then nothing was changed
     */
    public LaneReport attach(AttachRequest request) {
        try (Located located = locator.locate(request.target())) {
            LaneRequest lane = new LaneRequest(located.owner(), request.bus(), request.name(), request.terms());
            if (request.dryRun()) {
                return LaneReport.of(plan(lane, located));
            }
            return LaneReport.of(records.alone(() -> make(lane, located)));
        } catch (IllegalArgumentException | LaneException e) {
            throw new NodeException(String.valueOf(e.getMessage()), e);
        } catch (LinuxException e) {
            throw e.is(Errno.EPERM) ? e.with("lanes take CAP_SYS_ADMIN and CAP_NET_ADMIN") : e;
        }
    }

    private Plan plan(LaneRequest lane, Located located) {
        try (Scene scene = new Scene(modules, located.namespace())) {
            return Planner.plan(lane, scene.look(lane, neighbours(lane)));
        }
    }

    /** What makes it so; without steps if it was so. */
    private Plan make(LaneRequest lane, Located located) {
        try (Scene scene = new Scene(modules, located.namespace())) {
            for (int attempt = 1; ; attempt++) {
                Snapshot snapshot = scene.look(lane, neighbours(lane));
                Plan plan = Planner.plan(lane, snapshot);
                requireDoable(plan);
                try {
                    scene.apply(plan);
                    record(new LaneRecord(
                            plan.lane(),
                            plan.index(),
                            lane,
                            plan.wiring(),
                            snapshot.inside().namespace(),
                            located.file()));
                    return plan;
                } catch (LinuxException e) {
                    if (attempt == ATTEMPTS || !isTaken(e)) {
                        throw e;
                    }
                }
            }
        }
    }

    /** Not once more what is recorded so: an agent comes by here every two seconds. */
    private void record(LaneRecord record) {
        if (!records.list().contains(record)) {
            records.save(record);
        }
    }

    private static boolean isTaken(LinuxException e) {
        return e.is(Errno.EEXIST) || e.is(Errno.EBUSY);
    }

    /**
     * Makes a lane what its record says, or forgets it if its namespace is gone.
     *
     * @return what was done
     */
    List<String> repair(LaneRecord record) {
        return records.alone(() -> {
            if (!records.list().contains(record)) {
                return List.of(); // Somebody was here since it was read.
            }
            Optional<Path> file = namespaces.find(record.namespace(), record.netns());
            if (file.isEmpty()) {
                return forget(record);
            }
            try (Located located =
                    new Located(record.request().owner(), NetworkNamespace.open(file.get()), record.netns())) {
                return make(record.request(), located).steps().stream()
                        .map(Step::toString)
                        .toList();
            }
        });
    }

    /** Only when the link is gone, too: a namespace may live by a socket or a mount that is not to be seen from here. */
    private List<String> forget(LaneRecord record) {
        if (LaneSurvey.lanes().stream().anyMatch(link -> isOf(record, link))) {
            return List.of();
        }
        records.delete(record.lane());
        return List.of("forgotten, as the network of %s is gone"
                .formatted(record.request().owner()));
    }

    List<LaneRecord> records() {
        return records.list();
    }

    private static void requireDoable(Plan plan) {
        if (plan.wiring() == Wiring.COPY) {
            throw new NodeException("%s would have to be copied frame by frame, as %s"
                    .formatted(plan.request().bus(), String.join(", and ", plan.notes())));
        }
    }

    /** The lanes that are, of the same bus, and others' than this one. */
    private List<Snapshot.Neighbour> neighbours(LaneRequest lane) {
        List<Link> lanes = LaneSurvey.lanes();
        List<Snapshot.Neighbour> neighbours = new ArrayList<>();
        for (LaneRecord record : records.list()) {
            LaneRequest other = record.request();
            boolean isOther =
                    !(other.owner().equals(lane.owner()) && other.name().equals(lane.name()));
            if (isOther && other.bus().equals(lane.bus()) && lanes.stream().anyMatch(link -> isOf(record, link))) {
                neighbours.add(new Snapshot.Neighbour(record.index(), other.terms()));
            }
        }
        return neighbours;
    }

    /** Whether a link is a record's: a name may be another's by now, but not with the same number and namespace. */
    static boolean isOf(LaneRecord record, Link link) {
        return link.index() == record.index()
                && LaneTag.of(link)
                        .filter(tag -> tag.namespace() == record.namespace())
                        .isPresent();
    }

    /**
     * Takes lanes away.
     *
     * @return those that were
     * @throws NodeException if there was none
     */
    public List<LaneView> detach(DetachRequest request) {
        return records.alone(() -> {
            List<LaneView> found = lanes().stream()
                    .filter(view -> isMeant(request.target(), view))
                    .filter(view ->
                            request.name().isEmpty() || request.name().get().equals(view.name()))
                    .toList();
            if (found.isEmpty()) {
                throw new NodeException("%s has no lane%s; `buslane lanes` shows all"
                        .formatted(
                                words(request.target()),
                                request.name().map(name -> " " + name).orElse("")));
            }
            for (LaneView view : found) {
                view.link().ifPresent(link -> LaneSurvey.delete(link.index()));
                records.delete(view.lane());
            }
            return found;
        });
    }

    private boolean isMeant(Target target, LaneView view) {
        boolean isItself = target instanceof Target.Named(String name)
                && name.equals(view.lane().text());
        return isItself || locator.isOwner(target, view.owner());
    }

    private static String words(Target target) {
        return switch (target) {
            case Target.Named(String name) -> name;
            case Target.Pid(int pid) -> "process " + pid;
            case Target.Netns(Path file) -> file.toString();
        };
    }

    /** All lanes of the kernel's and of the records, by name. */
    public List<LaneView> lanes() {
        return LaneViews.of(records.list(), LaneSurvey.look(modules));
    }

    /**
     * Whether a frame would get through the lanes of a container.
     *
     * @param target its name, or a lane's own
     * @throws NodeException if there is none
     */
    public List<LaneExplanation> explain(String target, LaneExplanation.Question question) {
        LaneSurvey survey = LaneSurvey.look(modules);
        List<LaneView> meant = LaneViews.of(records.list(), survey).stream()
                .filter(view -> isMeant(new Target.Named(target), view))
                .toList();
        if (meant.isEmpty()) {
            throw new NodeException("%s has no lane; `buslane lanes` shows all".formatted(target));
        }
        List<GatewayRule> rules = survey.rules().stream()
                .map(InstalledRule::rule)
                .filter(rule -> !survey.isLane(rule.source()) || !survey.isLane(rule.target()))
                .toList();
        return meant.stream()
                .flatMap(view -> LaneExplanation.of(view, question, rules).stream())
                .toList();
    }
}

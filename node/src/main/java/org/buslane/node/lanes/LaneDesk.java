package org.buslane.node.lanes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.buslane.lane.BusSweep;
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
import org.buslane.node.ledger.LaneAccount;

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
    private final CopyDesk copyDesk;

    /**
     * @param proc the folder that is /proc
     * @param copies for an agent, which can have lanes that are copied
     */
    public LaneDesk(Modules modules, LaneRecords records, Locator locator, Path proc, Optional<Copies> copies) {
        this.modules = modules;
        this.records = records;
        this.locator = locator;
        this.namespaces = new Namespaces(proc);
        this.copyDesk = new CopyDesk(copies, records, namespaces);
    }

    /** Without an agent. */
    public LaneDesk(Modules modules, LaneRecords records, Locator locator, Path proc) {
        this(modules, records, locator, proc, Optional.empty());
    }

    /**
     * Gives a container its lane, or changes it to what is asked for.
     *
     * @throws NodeException saying why there is none, and then nothing was changed
     */
    public LaneReport attach(AttachRequest request) {
        return located(request, (lane, located) -> attach(lane, located, request.dryRun(), Optional.empty()));
    }

    /**
     * Gives a container a lane that is declared for it, or changes the one it has.
     *
     * @param declared for whom, in the words of the configuration
     * @throws NodeException as {@link #attach} does
     */
    public LaneReport promise(AttachRequest request, String declared) {
        return located(request, (lane, located) -> attach(lane, located, request.dryRun(), Optional.of(declared)));
    }

    private <T> T located(AttachRequest request, BiFunction<LaneRequest, Located, T> task) {
        try (Located located = locator.locate(request.target())) {
            return task.apply(
                    new LaneRequest(located.owner(), request.bus(), request.name(), request.terms()), located);
        } catch (IllegalArgumentException | LaneException e) {
            throw new NodeException(String.valueOf(e.getMessage()), e);
        } catch (LinuxException e) {
            throw e.is(Errno.EPERM) ? e.with("lanes take CAP_SYS_ADMIN and CAP_NET_ADMIN") : e;
        }
    }

    private LaneReport attach(LaneRequest lane, Located located, boolean dryRun, Optional<String> declared) {
        if (dryRun) {
            return LaneReport.of(plan(lane, located));
        }
        return LaneReport.of(records.alone(() -> {
            try (Scene scene = new Scene(modules, located.namespace())) {
                Plan made = make(lane, scene, located, declared).plan();
                BusSweep.run();
                return made;
            }
        }));
    }

    private Plan plan(LaneRequest lane, Located located) {
        try (Scene scene = new Scene(modules, located.namespace())) {
            return Planner.plan(lane, scene.look(lane, links -> neighbours(lane, links)));
        }
    }

    /** @param words of the plan's steps and of what was begun besides */
    private record Made(Plan plan, List<String> words) {
        Made(Plan plan, Stream<String> more) {
            this(
                    plan,
                    Stream.concat(plan.steps().stream().map(Step::toString), more)
                            .toList());
        }
    }

    /** What makes it so; without steps if it was so. */
    private Made make(LaneRequest lane, Scene scene, Located located, Optional<String> declared) {
        for (int attempt = 1; ; attempt++) {
            Snapshot snapshot = scene.look(lane, links -> neighbours(lane, links));
            Plan plan = Planner.plan(lane, snapshot);
            copyDesk.requireDoable(plan);
            List<String> begun = new ArrayList<>();
            try {
                countBefore(plan);
                scene.apply(plan, () -> {
                    begun.addAll(copyDesk.keep(plan, snapshot, located.namespace()));
                    record(new LaneRecord(
                            plan.lane(),
                            plan.index(),
                            lane,
                            plan.wiring(),
                            snapshot.inside().namespace(),
                            scene.cookie(),
                            located.file(),
                            declared));
                });
                return new Made(plan, begun.stream());
            } catch (LinuxException e) {
                if (attempt == ATTEMPTS || !isTaken(e)) {
                    throw e;
                }
            }
        }
    }

    /** What a step takes away takes its counts with it; and what a bus saw without a way to the lane ends with a way. */
    private void countBefore(Plan plan) {
        boolean isCounted = plan.steps().stream()
                .anyMatch(step -> step instanceof Step.DeleteFilter
                        || step instanceof Step.DeleteRule
                        || step instanceof Step.AddRule);
        if (isCounted) {
            count(plan.index());
        }
    }

    private void count(int index) {
        LaneViews views = LaneViews.look(records, modules);
        views.subjects()
                .filter(subject -> subject.link().index() == index)
                .forEach(subject -> views.ledger().count(subject, views.survey()));
    }

    /**
     * Reads the counters of all lanes and writes their totals down, by which they never go back. An agent does so now
     * and then, and all that changes a lane before it does.
     */
    public List<LaneAccount> count() {
        return records.alone(() -> {
            LaneViews views = LaneViews.look(records, modules);
            views.subjects().forEach(subject -> views.ledger().count(subject, views.survey()));
            return views.list().stream().map(LaneView::account).toList();
        });
    }

    /** Not once more what is recorded so: an agent comes by here every two seconds. */
    private void record(LaneRecord record) {
        if (!records.has(record)) {
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
    public List<String> repair(LaneRecord record) {
        return records.alone(() -> {
            if (!records.has(record)) {
                return List.of(); // Somebody was here since it was read.
            }
            Optional<Path> file = namespaces.find(record.namespace(), record.netns());
            if (file.isEmpty()) {
                return forget(record);
            }
            try (Located located =
                            new Located(record.request().owner(), NetworkNamespace.open(file.get()), record.netns());
                    Scene scene = new Scene(modules, located.namespace())) {
                if (scene.cookie() != record.cookie()) {
                    return forget(record); // The kernel gives a number anew at once: this is somebody else.
                }
                List<String> renamed = LaneSurvey.restoreName(record.lane(), record.index(), record.namespace());
                return Stream.concat(
                                renamed.stream(),
                                make(record.request(), scene, located, record.declared()).words().stream())
                        .toList();
            }
        });
    }

    /** Only when the link is gone, too: a namespace may live by a socket or a mount that is not to be seen from here. */
    private List<String> forget(LaneRecord record) {
        if (LaneSurvey.lanes().stream().anyMatch(link -> isOf(record, link))) {
            return List.of();
        }
        BusSweep.run();
        copyDesk.end(record);
        records.delete(record.lane());
        return List.of("forgotten, as the network of %s is gone"
                .formatted(record.request().owner()));
    }

    public List<LaneRecord> records() {
        return records.list();
    }

    /** The lanes that are, of the same bus, and others' than this one. */
    private List<Snapshot.Neighbour> neighbours(LaneRequest lane, List<Link> links) {
        List<Snapshot.Neighbour> neighbours = new ArrayList<>();
        for (LaneRecord record : records.list()) {
            LaneRequest other = record.request();
            boolean isOther =
                    !(other.owner().equals(lane.owner()) && other.name().equals(lane.name()));
            if (isOther && other.bus().equals(lane.bus()) && links.stream().anyMatch(link -> isOf(record, link))) {
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
                                request.target().words(),
                                request.name().map(name -> " " + name).orElse("")));
            }
            found.forEach(this::takeAway);
            BusSweep.run();
            return found;
        });
    }

    private void takeAway(LaneView view) {
        view.link().ifPresent(link -> {
            count(link.index());
            LaneSurvey.delete(link.index());
        });
        view.record().filter(record -> record.wiring() == Wiring.COPY).ifPresent(copyDesk::delete);
        records.delete(view.lane());
    }

    /**
     * Takes a lane away that is no more declared.
     *
     * @return what was done, in words
     */
    public String undeclare(LaneRecord record) {
        return records.alone(() -> {
            lanes().stream()
                    .filter(view -> view.record().equals(Optional.of(record)))
                    .forEach(this::takeAway);
            BusSweep.run();
            return "detached %s of %s, which is no more declared"
                    .formatted(record.request().name(), record.request().owner());
        });
    }

    private boolean isMeant(Target target, LaneView view) {
        boolean isItself = target instanceof Target.Named(String name)
                && name.equals(view.lane().text());
        return isItself || locator.isOwner(target, view.owner());
    }

    /** All lanes of the kernel's and of the records, by name. */
    public List<LaneView> lanes() {
        return LaneViews.look(records, modules).list();
    }

    /**
     * Whether a frame would get through the lanes of a container.
     *
     * @param target its name, or a lane's own
     * @throws NodeException if there is none
     */
    public List<LaneExplanation> explain(String target, LaneExplanation.Question question) {
        LaneViews views = LaneViews.look(records, modules);
        List<LaneView> meant = views.list().stream()
                .filter(view -> isMeant(new Target.Named(target), view))
                .toList();
        if (meant.isEmpty()) {
            throw new NodeException("%s has no lane; `buslane lanes` shows all".formatted(target));
        }
        return meant.stream()
                .flatMap(view -> LaneExplanation.of(view, question, toOrFromBus(view, views.survey())).stream())
                .toList();
    }

    /** Without those between lanes, of a mesh. */
    private static List<GatewayRule> toOrFromBus(LaneView view, LaneSurvey survey) {
        Set<Integer> bus = survey.links().stream()
                .filter(link -> link.name().equals(view.bus()))
                .map(Link::index)
                .collect(Collectors.toSet());
        return survey.rules().stream()
                .map(InstalledRule::rule)
                .filter(rule -> bus.contains(rule.source()) || bus.contains(rule.target()))
                .toList();
    }
}

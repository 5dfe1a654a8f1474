package org.buslane.node.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.buslane.lane.LaneSurvey;
import org.buslane.lane.Modules;
import org.buslane.linux.netlink.LinkEvent;
import org.buslane.node.declared.DeclaredBus;
import org.buslane.node.declared.NodeDeclaration;
import org.buslane.node.lanes.LaneDesk;

/**
 * All that the agent keeps up, and when it looks: at once where something happened, now and then at little cost, and
 * seldom at everything. Start, repair and reload are this one way. Owned by the agent's thread.
 */
public final class Keeping {
    private static final long MILLI = 1_000_000;

    /** Containers come, and can-gw's rules go, without a word: so often it is looked whether one did. */
    private static final long GLANCE = 500 * MILLI;

    /** Between looks at everything. */
    private static final long LOOK = 10_000 * MILLI;

    private final Upkeep upkeep;
    private final LongSupplier clock;
    private final Modules modules;
    private final DeclaredBuses buses;
    private final DeclaredLanes lanes;
    private final DeclaredRules rules;
    private final List<Duty> duties;
    private final LinkNews news = new LinkNews();
    private final BusLoads loads = new BusLoads();
    private final List<String> causes = new ArrayList<>();
    private Optional<Glance> last = Optional.empty();
    private long look;

    /**
     * @param lookout for those that lanes are declared for; its closer is the caller
     * @param clock that of {@code upkeep}
     */
    public Keeping(
            LaneDesk desk,
            Lookout lookout,
            Modules modules,
            NodeDeclaration declared,
            Upkeep upkeep,
            LongSupplier clock) {
        this.upkeep = upkeep;
        this.clock = clock;
        this.modules = modules;
        this.buses = new DeclaredBuses(declared.buses(), clock);
        this.lanes = new DeclaredLanes(desk, lookout, declared.lanes(), declared.atEnd());
        this.rules = new DeclaredRules(declared.rules(), modules);
        this.duties = List.of(new Counting(desk, clock), buses, lanes, new Repair(desk), rules);
        this.look = clock.getAsLong();
        causes.add("at the start");
    }

    /** Once, in the thread's namespace, before anything can happen there. */
    public void begin() {
        news.learn(LaneSurvey.glance(modules).links());
    }

    /** @return whether there is anything new in it, and a pass is due */
    public boolean hear(List<LinkEvent> events) {
        return causes.addAll(news.tell(events));
    }

    /** Something else happened, in words. */
    public void hear(String cause) {
        causes.add(cause);
    }

    /** Looks as closely as is due. */
    public void pass() {
        LaneSurvey survey = LaneSurvey.glance(modules);
        loads.sample(survey.links(), clock.getAsLong());
        Glance before = Glance.at(survey);
        if (causes.isEmpty() && last.filter(before::equals).isEmpty()) {
            causes.add("somebody changed can-gw's rules");
        }
        boolean all = !causes.isEmpty() || look - clock.getAsLong() <= 0;
        upkeep.pass(duties, causes, all);
        causes.clear();
        if (all) {
            look = clock.getAsLong() + LOOK;
        }
        // What was changed meanwhile was not only by us, perhaps: then it is looked once more.
        last = Optional.of(Glance.at(LaneSurvey.glance(modules))).filter(before::equals);
    }

    /** When the next pass is due, by the clock. */
    public long due() {
        return upkeep.due(clock.getAsLong() + GLANCE);
    }

    /** What another declaration would have it do. */
    public List<String> plan(NodeDeclaration declared) {
        List<String> steps = new ArrayList<>(DeclaredBuses.plan(declared.buses()));
        steps.addAll(lanes.plan(declared.lanes()));
        steps.addAll(rules.plan(declared.rules()));
        return steps;
    }

    /** Another declaration holds from now on; the next pass makes the difference. */
    public void declare(NodeDeclaration declared) {
        buses.declare(declared.buses());
        lanes.declare(declared.lanes(), declared.atEnd());
        rules.declare(declared.rules());
        causes.add("the configuration was read anew");
    }

    public List<DeclaredBus> declaredBuses() {
        return buses.declared();
    }

    public BusLoads loads() {
        return loads;
    }

    public List<Trouble> troubles() {
        return upkeep.troubles();
    }

    /** The agent was told to end. */
    public void end() {
        upkeep.pass(List.of(), List.of("the agent ends"), false);
        duties.forEach(duty -> duty.end(upkeep));
    }
}

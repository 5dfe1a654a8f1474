package org.buslane.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.buslane.linux.netlink.GatewayRule;
import org.buslane.linux.netlink.InstalledRule;
import org.buslane.linux.netlink.Link;
import org.junit.jupiter.api.Test;

class RepairsTest {
    private static final int INDEX = 100_007;
    private static final LaneRequest REQUEST = Scenes.request("100-1FF", "200");
    private static final LaneId LANE = LaneId.of("docker:seat", "can0", 0);
    private static final Link END = Scenes.link(
            INDEX, LANE.text(), "vxcan", 72, new LaneTag(Scenes.INSIDE, "can0", "can0", "docker:seat").alias());

    private static List<GatewayRule> rules() {
        return new LaneRules(
                        Scenes.BUS,
                        INDEX,
                        REQUEST.terms(),
                        Covers.of(REQUEST.terms().policy()),
                        true)
                .star();
    }

    /** As it was promised. */
    private static Plan filters() {
        List<Step> steps = new ArrayList<>();
        Covers covers = Covers.of(REQUEST.terms().policy());
        LaneFilters.difference(
                LANE,
                LaneFilters.of(INDEX, REQUEST.terms(), covers, Snapshot.Control.NONE),
                Snapshot.Filters.NONE,
                steps);
        Link bus = Scenes.link(Scenes.BUS, "can0", "can", 72, "");
        BusFilter.difference(bus, LANE, INDEX, Snapshot.Filters.NONE, steps);
        return new Plan(REQUEST, LANE, INDEX, Wiring.STAR, steps, List.of());
    }

    private static List<String> repairs(Link end, List<GatewayRule> rules) {
        Snapshot.Host machine =
                Scenes.machine().filters(filters()).onHost(end).build().host();
        Snapshot.Host host = new Snapshot.Host(
                machine.namespace(),
                machine.links(),
                rules.stream().map(rule -> new InstalledRule(rule, 0, 0, 0)).toList(),
                machine.control(),
                machine.gateway(),
                machine.vxcan(),
                machine.vcan());
        return Repairs.of(REQUEST, end, host, List.of());
    }

    @Test
    void aLaneAsItWasPromisedTakesNone() {
        assertThat(repairs(END, rules())).isEmpty();
    }

    @Test
    void aRuleThatSomebodyDeletedOrAddedIsSeen() {
        List<GatewayRule> rules = new ArrayList<>(rules());
        rules.set(0, rules.getFirst().withHops(1));
        assertThat(repairs(END, rules))
                .satisfiesExactly(
                        deletion -> assertThat(deletion).startsWith("delete can-gw rule -s can0 -d " + LANE),
                        addition -> assertThat(addition).startsWith("add can-gw rule -s can0 -d " + LANE));
    }

    @Test
    void anEndThatSomebodySetDownIsSeen() {
        assertThat(repairs(Scenes.down(END), rules())).containsExactly("set %s up".formatted(LANE));
    }

    @Test
    void whyItCannotBeIsOne() {
        Snapshot.Host host = Scenes.machine()
                .bus(Scenes.link(1, "can0", "", 1500, ""))
                .onHost(END)
                .build()
                .host();
        assertThat(Repairs.of(REQUEST, END, host, List.of())).containsExactly("can0 is no CAN interface");
    }
}

package org.buslane.node.gatewayrules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.buslane.linux.netlink.GatewayRule;
import org.buslane.linux.netlink.InstalledRule;
import org.buslane.linux.netlink.Link;
import org.buslane.linux.netlink.LinkStatistics;
import org.buslane.node.NodeException;
import org.junit.jupiter.api.Test;

class GatewayDeclarationsTest {
    private static final String MODIFIED = "-s can0 -d can1 -m SET:I:123.0.0000000000000000";
    private static final List<Link> LINKS = List.of(link(3, "can0"), link(4, "can1"));

    private static Link link(int index, String name) {
        return new Link(
                index,
                name,
                Optional.of("vcan"),
                280,
                1,
                72,
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                1000,
                new LinkStatistics(0, 0, 0, 0, 0, 0, 0, 0));
    }

    private static GatewayDeclarations declared(String... rules) {
        return new GatewayDeclarations(Stream.of(rules).map(NamedRule::parse).toList());
    }

    private static GatewayRule rule(String text) {
        return NamedRule.parse(text).between(3, 4);
    }

    private static List<InstalledRule> installed(List<GatewayRule> rules) {
        return rules.stream().map(rule -> new InstalledRule(rule, 7, 0, 0)).toList();
    }

    @Test
    void aDeclaredRuleIsAddedWithOurMark() {
        GatewayChanges changes = declared("-s can0 -d can1 -e", MODIFIED).reconcile(LINKS, List.of());

        assertThat(changes.delete()).isEmpty();
        assertThat(changes.add())
                .containsExactly(
                        rule("-s can0 -d can1 -e -m AND:I:FFFFFFFF.0.0000000000000000 -u B05A0000"),
                        rule(MODIFIED + " -u B05A0001"));
    }

    @Test
    void aRuleForCanFdIsMarkedByAModificationForCanFd() {
        assertThat(declared("-s can0 -d can1 -X").reconcile(LINKS, List.of()).add())
                .containsExactly(rule("-s can0 -d can1 -X -M AND:I:FFFFFFFF.0.0." + "00".repeat(64) + " -u B05A0000"));
    }

    @Test
    void whatIsDeclaredNoMoreIsDeletedAndWhatIsSomebodyElsesIsNot() {
        GatewayRule ours = rule("-s can0 -d can1 -e -m AND:I:FFFFFFFF.0.0000000000000000 -u B05A0007");
        GatewayRule theirs = rule("-s can0 -d can1 -e -m AND:I:FFFFFFFF.0.0000000000000000 -u 7");
        GatewayRule plain = rule("-s can1 -d can0 -e");

        GatewayChanges changes = declared(MODIFIED).reconcile(LINKS, installed(List.of(theirs, ours, plain)));

        assertThat(changes.delete()).containsExactly(ours);
        assertThat(changes.add()).hasSize(1);
    }

    @Test
    void aRuleOfOursThatIsThereTwiceIsOnceTooOften() {
        GatewayRule one = rule(MODIFIED + " -u B05A0001");
        GatewayRule other = rule(MODIFIED + " -u B05A0002");

        GatewayChanges changes = declared(MODIFIED).reconcile(LINKS, installed(List.of(one, other)));

        assertThat(changes.add()).isEmpty();
        assertThat(changes.delete()).containsExactly(other);
    }

    @Test
    void somebodyElsesEqualRuleIsEnough() {
        GatewayChanges changes =
                declared("-s can0 -d can1").reconcile(LINKS, installed(List.of(rule("-s can0 -d can1"))));

        assertThat(changes.isEmpty()).isTrue();
        assertThat(changes.kept()).containsExactly(NamedRule.parse("-s can0 -d can1"));
    }

    @Test
    void aRuleWaitsForItsInterfaces() {
        GatewayChanges changes = declared("-s can0 -d can9").reconcile(LINKS, List.of());

        assertThat(changes.isEmpty()).isTrue();
        assertThat(changes.waiting()).containsExactly(NamedRule.parse("-s can0 -d can9"));
    }

    @Test
    void aDeclarationThatCannotBeKnownAgainIsRefused() {
        assertThatThrownBy(() -> declared(MODIFIED + " -u 5"))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("no uid of its own");
        assertThatThrownBy(() -> declared(MODIFIED, MODIFIED))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("twice");
    }

    /** From any rules of ours and others to any declared ones: theirs stay, and the next look changes nothing. */
    @Test
    void changesLeadToWhatIsDeclaredAndThenThereAreNone() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            List<GatewayRule> rules = new ArrayList<>(someRules(random).stream()
                    .map(GatewayDeclarationsTest::rule)
                    .toList());
            List<GatewayRule> foreign = List.copyOf(rules);
            apply(rules, declared(someRules(random).toArray(String[]::new)));
            GatewayDeclarations declared = declared(someRules(random).toArray(String[]::new));
            apply(rules, declared);

            String at = "seed %d, round %d".formatted(seed, round);
            GatewayChanges next = declared.reconcile(LINKS, installed(rules));
            assertThat(next.isEmpty()).as(at).isTrue();
            assertThat(rules).as(at).containsAll(foreign);
            for (NamedRule rule : declared.rules()) {
                assertThat(rules.stream().filter(each -> OwnMark.isSame(each, rule.between(3, 4))))
                        .as(at + ": " + rule)
                        .hasSize(1);
            }
            assertThat(rules.size() - foreign.size())
                    .as(at)
                    .isEqualTo(declared.rules().size() - next.kept().size());
        }
    }

    private static void apply(List<GatewayRule> rules, GatewayDeclarations declared) {
        GatewayChanges changes = declared.reconcile(LINKS, installed(rules));
        changes.delete().forEach(rules::remove);
        rules.addAll(changes.add());
    }

    private static List<String> someRules(Random random) {
        return Stream.of("", " -e", " -X", " -i", " -f 123:7FF", " -m SET:I:123.0.0000000000000000")
                .filter(_ -> random.nextBoolean())
                .map("-s can0 -d can1"::concat)
                .toList();
    }
}

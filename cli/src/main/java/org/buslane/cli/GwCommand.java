package org.buslane.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.buslane.node.NodeException;
import org.buslane.node.config.GatewayConfig;
import org.buslane.node.gatewayrules.GatewayChanges;
import org.buslane.node.gatewayrules.GatewayRules;
import org.buslane.node.gatewayrules.ListedRule;
import org.buslane.node.gatewayrules.NamedRule;
import picocli.CommandLine.Model.CommandSpec;

/** {@code gw add|delete RULE}, {@code gw list}, {@code gw apply}. A rule's letters are cangw's, and read as its are. */
final class GwCommand implements Command {
    @Override
    public int fewest() {
        return 1;
    }

    @Override
    public int most() {
        return Integer.MAX_VALUE;
    }

    /** All that is typed behind it, since picocli knows nothing of letters that cling together. */
    @Override
    public Optional<Arguments> plain(List<String> typed) {
        boolean isPlain = !typed.isEmpty() && !typed.contains("--help") && !typed.contains("-h");
        return isPlain ? Optional.of(new Arguments(typed, Map.of())) : Optional.empty();
    }

    @Override
    public CommandSpec spec() {
        return Words.command(
                        "adds, deletes and lists can-gw's rules in cangw's words, one at a time.",
                        "add RULE     adds a rule, unless it is there: a second one would forward each frame twice.",
                        "delete RULE  deletes one rule. There is no way to delete all: others have theirs there too.",
                        "list         prints the lines of cangw -L; with --json one line of JSON.",
                        "apply        makes the rules those that --config FILE declares under gateway:, and leaves",
                        "             other people's alone; with --dry-run it only says what it would change.",
                        "",
                        "RULE is -s FROM -d TO and of -X -e -t -i, -f ID:MASK or ID~MASK, -l HOPS, -u UID,",
                        "-m INSTRUCTION:ILD:ID.DLC.DATA, -M INSTRUCTION:IFLD:ID.FLAGS.LEN.DATA,",
                        "-x FROM:TO:RESULT:INITIAL, -c FROM:TO:RESULT:INITIAL:FINAL:TABLE, -p PROFILE:DATA those wanted.")
                .addPositional(Words.one(0, "add|delete|list|apply", "What to do."))
                .addPositional(Words.several(1, false, "WORD", "As above."));
    }

    @Override
    public int run(Arguments arguments, Console console) {
        List<String> words = arguments.words();
        List<String> rest = words.subList(1, words.size());
        try (GatewayRules rules = GatewayRules.open()) {
            switch (words.getFirst()) {
                case "add" -> add(rules, NamedRule.of(rest), console);
                case "delete" -> delete(rules, rest, console);
                case "list" -> list(rules, rest, console);
                case "apply" -> apply(rules, rest, console);
                default ->
                    throw new UsageException(
                            "what to do with rules is add, delete, list or apply, not '" + words.getFirst() + "'");
            }
        }
        return Main.OK;
    }

    private static void add(GatewayRules rules, NamedRule rule, Console console) {
        if (!rules.add(rule)) {
            console.print("is there already, and was not added once more: " + rule);
        }
    }

    private static void delete(GatewayRules rules, List<String> words, Console console) {
        if (words.isEmpty() || words.contains("-F")) {
            throw new NodeException("gw delete deletes one rule, since others have rules there too:"
                    + " say which with -s FROM -d TO and its other words");
        }
        NamedRule rule = NamedRule.of(words);
        long left = rules.delete(rule);
        if (left > 0) {
            console.print("%d more of the same left: %s".formatted(left, rule));
        }
    }

    private static void list(GatewayRules rules, List<String> words, Console console) {
        if (words.equals(List.of("--json"))) {
            console.print(rules.listAsJson());
        } else if (words.isEmpty()) {
            for (ListedRule rule : rules.list()) {
                console.print(rule.toString());
            }
        } else {
            throw new UsageException("gw list takes --json or nothing, not '" + String.join(" ", words) + "'");
        }
    }

    private static void apply(GatewayRules rules, List<String> words, Console console) {
        boolean dry = words.contains("--dry-run");
        List<String> file =
                words.stream().filter(word -> !word.equals("--dry-run")).toList();
        if (file.size() != 2 || !file.getFirst().equals("--config")) {
            throw new UsageException("gw apply takes --config FILE and --dry-run");
        }
        GatewayChanges changes = rules.compare(GatewayConfig.readRules(Path.of(file.getLast())));
        List<String> lines = rules.describe(changes);
        if (!dry) {
            rules.apply(changes);
        }
        lines.forEach(console::print);
    }
}

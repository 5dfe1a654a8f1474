package org.buslane.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.buslane.core.policy.BadRuleException;
import org.buslane.core.policy.Policy;
import org.buslane.core.policy.Rule;
import org.buslane.core.policy.RuleSet;
import org.buslane.lane.LaneTerms;
import org.buslane.lane.Modules;
import org.buslane.node.agent.AgentFolder;
import org.buslane.node.folder.Caller;
import org.buslane.node.lanes.Copies;
import org.buslane.node.lanes.LaneDesk;
import org.buslane.node.lanes.LaneRecords;
import org.buslane.node.lanes.MachineLocator;
import org.buslane.node.lanes.Target;

/** What the commands for lanes have in common. */
final class LaneWords {
    static final String PID = "--pid";
    static final String NETNS = "--netns";

    private LaneWords() {}

    /** A container's name as the first word, or a process or namespace as an option. */
    static Target target(Arguments arguments) {
        boolean named = !arguments.words().isEmpty();
        String pid = arguments.value(PID, "");
        String netns = arguments.value(NETNS, "");
        int said = (named ? 1 : 0) + (pid.isEmpty() ? 0 : 1) + (netns.isEmpty() ? 0 : 1);
        if (said != 1) {
            throw new UsageException("takes one of a container's name, --pid and --netns");
        }
        if (named) {
            return new Target.Named(arguments.words().getFirst());
        }
        return netns.isEmpty()
                ? new Target.Pid((int) number(PID, pid, Integer.MAX_VALUE))
                : new Target.Netns(Path.of(netns).toAbsolutePath());
    }

    /** What is not said is read and not written. */
    static LaneTerms terms(Arguments arguments) {
        Policy unsaid = Policy.readOnly();
        return new LaneTerms(
                new Policy(
                        rules(arguments, "--read", unsaid.read()),
                        rules(arguments, "--write", unsaid.write()),
                        arguments.has("--error-frames")),
                rate(arguments.value("--rate", "")),
                !arguments.has("--no-fd"));
    }

    private static RuleSet rules(Arguments arguments, String option, RuleSet unsaid) {
        String text = String.join(",", arguments.values(option));
        try {
            return arguments.has(option) ? RuleSet.parse(text) : unsaid;
        } catch (BadRuleException e) {
            throw new UsageException("%s %s: %s".formatted(option, text, e.getMessage()));
        }
    }

    private static int rate(String text) {
        return text.isEmpty()
                ? 0
                : (int) number(
                        "--rate", text.endsWith("/s") ? text.substring(0, text.length() - 2) : text, Rule.MAX_RATE);
    }

    private static long number(String option, String text, long most) {
        try {
            long number = Long.parseLong(text);
            if (number > 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, as a number out of range is.
        }
        throw new UsageException("%s is a number from 1 to %d, not '%s'".formatted(option, most, text));
    }

    /** For this process itself to do what there is no agent for. */
    static LaneDesk desk(Caller caller) {
        return desk(caller, Optional.empty());
    }

    static LaneRecords records(Caller caller) {
        return new LaneRecords(AgentFolder.of(caller).records());
    }

    /** @param copies for an agent, which copies where the kernel cannot forward */
    static LaneDesk desk(Caller caller, Optional<Copies> copies) {
        return new LaneDesk(
                new Modules(caller.root()),
                records(caller),
                MachineLocator.of(caller),
                caller.root().resolve("proc"),
                copies);
    }
}

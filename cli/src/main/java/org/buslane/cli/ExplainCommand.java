package org.buslane.cli;

import java.util.List;
import org.buslane.node.lanes.LaneExplanation;
import picocli.CommandLine.Model.CommandSpec;

/** {@code explain LANE ID}. */
final class ExplainCommand implements Command {
    @Override
    public int fewest() {
        return 2;
    }

    @Override
    public int most() {
        return 2;
    }

    @Override
    public List<String> flags() {
        return List.of("--remote", "--fd", "--error");
    }

    @Override
    public CommandSpec spec() {
        return Words.command(
                        "says whether a frame would get through a lane, each way, and by which rule.",
                        "The policy is asked, and the kernel's rules as they are: where these say otherwise it says so, and exits with 1.")
                .addPositional(Words.one(0, "CONTAINER", "As attach takes it, or a lane's own name."))
                .addPositional(Words.one(1, "ID", "3 hex digits for a standard id, 8 for an extended one."))
                .addOption(Words.flag("--remote", "A remote frame of that id."))
                .addOption(Words.flag("--fd", "A CAN FD frame of that id."))
                .addOption(Words.flag("--error", "An error frame; ID is its class, in 8 digits."));
    }

    @Override
    public int run(Arguments arguments, Console console) {
        LaneExplanation.Question question = LaneExplanation.Question.of(
                arguments.words().get(1), arguments.has("--remote"), arguments.has("--fd"), arguments.has("--error"));
        List<LaneExplanation> answers =
                LaneWords.desk(console.caller()).explain(arguments.words().getFirst(), question);
        answers.forEach(answer -> answer.lines().forEach(console::print));
        return answers.stream().allMatch(LaneExplanation::isKept) ? Main.OK : Main.FAILED;
    }
}

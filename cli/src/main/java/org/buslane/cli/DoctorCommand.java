package org.buslane.cli;

import java.util.List;
import org.buslane.lane.Modules;
import org.buslane.node.agent.AgentFolder;
import org.buslane.node.doctor.Checkup;
import org.buslane.node.doctor.Diagnosis;
import picocli.CommandLine.Model.CommandSpec;

/** {@code doctor}. */
final class DoctorCommand implements Command {
    @Override
    public List<String> flags() {
        return List.of("--json");
    }

    @Override
    public CommandSpec spec() {
        return Words.command(
                        "finds what is wrong with this machine's kernel buses, lanes and rules.",
                        "Says what it is, why it matters, and the cure. Needs no agent and no privilege, and changes"
                                + " nothing; what it could not look at it says. Ends with 0 if nothing is wrong, with 1"
                                + " if there is a finding.")
                .addOption(Words.flag("--json", "One line of JSON."));
    }

    @Override
    public int run(Arguments arguments, Console console) {
        Diagnosis diagnosis = new Checkup(
                        new Modules(console.caller().root()),
                        AgentFolder.of(console.caller()),
                        console.caller().root().resolve("proc"))
                .take();
        console.print(arguments.has("--json") ? diagnosis.json() : DiagnosisText.of(diagnosis));
        return diagnosis.findings().isEmpty() ? Main.OK : Main.FAILED;
    }
}

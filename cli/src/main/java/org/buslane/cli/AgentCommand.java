package org.buslane.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.buslane.linux.Signals;
import org.buslane.node.NodeException;
import org.buslane.node.agent.AgentProcess;
import picocli.CommandLine.Model.CommandSpec;

/** {@code agent}: in the foreground. */
final class AgentCommand implements Command {
    @Override
    public CommandSpec spec() {
        return Words.command(
                        "starts the agent alone, in the foreground; Ctrl-C ends it, SIGHUP has it read its configuration again.",
                        "It attaches and detaches for root, and keeps up every lane that was attached, also without it.")
                .addOption(Words.option(
                        "--config", "FILE", "Also keeps up its buses, lanes and can-gw rules of the kernel."));
    }

    @Override
    public int run(Arguments arguments, Console console) {
        String file = arguments.value("--config", "");
        AgentProcess agent = AgentProcess.start(
                console.caller(),
                file.isEmpty() ? Optional.empty() : Optional.of(Path.of(file).toAbsolutePath()),
                console::print);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            agent.close();
            Runtime.getRuntime().halt(Main.OK);
        }));
        Signals.on("HUP", agent::reload);
        console.print("the agent is ready in " + agent.folder());
        try {
            agent.await();
        } catch (NodeException e) {
            // What it kept up goes on without it, and the next one goes on from there.
            console.error(String.valueOf(e.getMessage()));
            Runtime.getRuntime().halt(Main.ACCIDENT);
        } catch (InterruptedException e) {
            agent.close();
        }
        return Main.OK;
    }
}

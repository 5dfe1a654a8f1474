package org.buslane.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
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
        // What comes while it starts waits until it has: a JVM ends by SIGHUP that nobody has asked for.
        CompletableFuture<AgentProcess> starting = new CompletableFuture<>();
        Thread hook = Thread.ofPlatform().name("end").unstarted(() -> end(starting));
        Runtime.getRuntime().addShutdownHook(hook);
        Signals.on("HUP", () -> reload(starting));
        AgentProcess agent = start(console, file, starting);
        console.print("the agent is ready in " + agent.folder());
        try {
            agent.await();
            hook.join(); // Only it ends the agent, and then the process.
        } catch (NodeException e) {
            // What it kept up goes on without it, and the next one goes on from there.
            console.error(String.valueOf(e.getMessage()));
            Runtime.getRuntime().halt(Main.ACCIDENT);
        } catch (InterruptedException e) {
            agent.close();
        }
        return Main.OK;
    }

    private static AgentProcess start(Console console, String file, CompletableFuture<AgentProcess> starting) {
        try {
            AgentProcess agent = AgentProcess.start(
                    console.caller(),
                    file.isEmpty()
                            ? Optional.empty()
                            : Optional.of(Path.of(file).toAbsolutePath()),
                    console::print);
            starting.complete(agent);
            return agent;
        } finally {
            starting.cancel(false); // without effect on one that has started
        }
    }

    private static void reload(CompletableFuture<AgentProcess> starting) {
        try {
            starting.join().reload();
        } catch (CancellationException notStarted) {
            // Who failed to start it says so.
        }
    }

    private static void end(CompletableFuture<AgentProcess> starting) {
        try {
            starting.join().close();
            Runtime.getRuntime().halt(Main.OK);
        } catch (CancellationException notStarted) {
            // There is nothing to end, and who failed to start it says so.
        }
    }
}

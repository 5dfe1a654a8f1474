package org.buslane.cli;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.buslane.node.NodeException;
import org.buslane.node.config.GatewayConfig;
import org.buslane.node.declared.NodeDeclaration;
import org.buslane.node.gateway.Gateway;
import org.buslane.virtual.VirtualConfig;
import picocli.CommandLine.Model.CommandSpec;

/** {@code up}: the gateway, in the foreground. */
final class UpCommand implements Command {
    @Override
    public int fewest() {
        return 0;
    }

    @Override
    public int most() {
        return 0;
    }

    @Override
    public CommandSpec spec() {
        return Words.command(
                        "starts the gateway, in the foreground; Ctrl-C ends it.",
                        "Without a configuration there is one CAN FD bus, can0; where the kernel has a can0 of its own, vbus0.",
                        "Exit code 0 after Ctrl-C or SIGTERM.")
                .addOption(Words.option("--config", "FILE", "Buses and lanes in YAML."));
    }

    @Override
    public int run(Arguments arguments, Console console) {
        String file = arguments.value("--config", "");
        Optional<NodeDeclaration> declared =
                file.isEmpty() ? Optional.empty() : Optional.of(GatewayConfig.readNode(Path.of(file)));
        VirtualConfig config = declared.map(NodeDeclaration::virtual)
                .orElseGet(() -> GatewayConfig.embedded(console.caller().root().resolve("sys")));
        Optional<InetSocketAddress> metrics = declared.flatMap(NodeDeclaration::metrics);
        // Ctrl-C and SIGTERM are how a gateway is meant to end, and no failure: the hook ends the process
        // itself, since the JVM would exit with 130 or 143. What comes while it starts waits until it has.
        CompletableFuture<Gateway> starting = new CompletableFuture<>();
        Thread hook = Thread.ofPlatform().name("end").unstarted(() -> end(starting));
        Runtime.getRuntime().addShutdownHook(hook);
        Gateway gateway = start(config, metrics, console, starting);
        console.print(UpNotice.of(gateway.status()));
        try {
            gateway.await();
        } catch (NodeException e) {
            // Its files and what the keeper holds are left to the next one, which goes on from there.
            console.error(String.valueOf(e.getMessage()));
            Runtime.getRuntime().halt(Main.ACCIDENT);
        } catch (InterruptedException e) {
            gateway.close();
        }
        return Main.OK;
    }

    private static Gateway start(
            VirtualConfig config,
            Optional<InetSocketAddress> metrics,
            Console console,
            CompletableFuture<Gateway> starting) {
        try {
            Gateway gateway = Gateway.start(config, metrics, List.of(), console.caller());
            starting.complete(gateway);
            return gateway;
        } finally {
            starting.cancel(false); // without effect on one that has started
        }
    }

    private static void end(CompletableFuture<Gateway> starting) {
        try {
            starting.join().close();
            Runtime.getRuntime().halt(Main.OK);
        } catch (CancellationException notStarted) {
            // There is nothing to end, and who failed to start it says so.
        }
    }
}

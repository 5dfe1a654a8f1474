package org.buslane.cli;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.buslane.node.NodeException;
import org.buslane.node.declared.NodeDeclaration;
import org.buslane.node.gateway.Gateway;
import org.buslane.node.metrics.MetricSource;

/** A gateway from its start to its end, in the foreground. */
final class GatewayRun {
    private GatewayRun() {}

    /** @param sources of metrics besides the gateway's own */
    static int run(NodeDeclaration declared, List<MetricSource> sources, Console console) {
        // Ctrl-C and SIGTERM are how a gateway is meant to end, and no failure: the hook ends the process
        // itself, since the JVM would exit with 130 or 143. What comes while it starts waits until it has.
        CompletableFuture<Gateway> starting = new CompletableFuture<>();
        Thread hook = Thread.ofPlatform().name("end").unstarted(() -> end(starting));
        Runtime.getRuntime().addShutdownHook(hook);
        Gateway gateway = start(() -> Gateway.start(declared, sources, console.caller()), starting);
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

    private static Gateway start(Supplier<Gateway> task, CompletableFuture<Gateway> starting) {
        try {
            Gateway gateway = task.get();
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

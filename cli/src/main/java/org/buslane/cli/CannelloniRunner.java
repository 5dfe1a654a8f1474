package org.buslane.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.buslane.node.tunnels.Background;
import org.buslane.node.tunnels.CannelloniArguments;
import org.buslane.node.tunnels.CannelloniArguments.Unsaid;
import org.buslane.node.tunnels.CannelloniRun;

/** A tunnel in cannelloni's format from its start to its end, in the foreground or behind. */
final class CannelloniRunner {
    private CannelloniRunner() {}

    /**
     * @param words behind the command's name
     * @param unsaid what holds where they say nothing
     */
    static int run(List<String> words, Unsaid unsaid, Console console) {
        CannelloniArguments typed = UsageException.read(() -> CannelloniArguments.parse(words, unsaid));
        if (typed.help()) {
            console.print(CannelloniArguments.USAGE);
            return Main.OK;
        }
        if (!typed.background()) {
            return run(typed, Path.of(""), true, console);
        }
        Optional<Path> folder = Background.enter(console.caller());
        return folder.isPresent() ? run(typed, folder.get(), false, console) : goBehind(typed, console);
    }

    private static int goBehind(CannelloniArguments typed, Console console) {
        console.print("cannelloni goes into the background");
        Optional<Long> pid =
                Background.start(console.caller(), Path.of(typed.pidFile()), line -> passOn(line, console));
        pid.ifPresent(number -> console.print("pid: " + number));
        return pid.isPresent() ? Main.OK : Main.FAILED;
    }

    /** Both of its outputs come as one. */
    private static void passOn(String line, Console console) {
        if (line.startsWith(Console.PREFIX)) {
            console.error(line.substring(Console.PREFIX.length()));
        } else {
            console.print(line);
        }
    }

    private static int run(CannelloniArguments typed, Path folder, boolean isForeground, Console console) {
        // A signal may come as soon as it works.
        CompletableFuture<CannelloniRun> started = new CompletableFuture<>();
        Thread atSignal = Thread.ofPlatform().name("end").unstarted(() -> end(started));
        Runtime.getRuntime().addShutdownHook(atSignal);
        try (CannelloniRun run = CannelloniRun.start(typed, folder, console.caller())) {
            started.complete(run);
            console.print(run.notice());
            if (!isForeground) {
                console.print(Background.works());
            }
            run.await();
            if (isForeground) {
                console.print(run.summary());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Main.OK;
    }

    /** Ctrl-C and SIGTERM: the process ends when {@link #run} has said what came of it, by what that returns. */
    private static void end(CompletableFuture<CannelloniRun> started) {
        started.join().end();
        while (true) {
            LockSupport.park();
        }
    }
}

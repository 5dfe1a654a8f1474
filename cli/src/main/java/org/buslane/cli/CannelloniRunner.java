package org.buslane.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
            return TypedRunner.run(() -> CannelloniRun.start(typed, Path.of(""), console.caller()), true, console);
        }
        Optional<Path> folder = Background.enter(console.caller());
        if (folder.isEmpty()) {
            return goBehind(typed, console);
        }
        return TypedRunner.run(() -> CannelloniRun.start(typed, folder.get(), console.caller()), false, console);
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
}

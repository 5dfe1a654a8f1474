package org.buslane.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.buslane.node.client.Recording;
import org.buslane.node.recording.Target;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code record BUS... -o FILE}. */
final class RecordCommand implements Command {
    @Override
    public int fewest() {
        return 1;
    }

    @Override
    public int most() {
        return Integer.MAX_VALUE;
    }

    @Override
    public CommandSpec spec() {
        return Words.command(
                        "records what is on buses into a file.",
                        "The file's name says the format: .log is candump's, .pcapng Wireshark's, .asc Vector's;",
                        "with .gz behind it the file is compressed. Ends with Ctrl-C, or after --count frames, and",
                        "then the file is whole. For Wireshark: buslane record BUS --format pcapng - | wireshark -k -i -")
                .addPositional(Words.several(
                        0,
                        true,
                        "BUS",
                        "The buses; any is every virtual one. A - behind them is standard output, as -o - is."))
                .addOption(OptionSpec.builder("-o", "--output")
                        .paramLabel("FILE")
                        .type(String.class)
                        .arity("1")
                        .description("The file; one that is there is replaced.")
                        .build())
                .addOption(Words.option("--format", "FORMAT", "log, pcapng or asc, whatever the file is called."))
                .addOption(OptionSpec.builder("--rotate")
                        .paramLabel("SIZE|TIME")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .arity("1")
                        .description("Goes on in another file at a size such as 100M, after a time such as 1h, or both:"
                                + " FILE-0001.log, FILE-0002.log, behind those that are there.")
                        .build())
                .addOption(Words.option("--keep", "N", "With --rotate: only the newest N files stay."))
                .addOption(Words.option("--count", "N", "Ends after N frames."));
    }

    @Override
    public int run(Arguments arguments, Console console) {
        String file = file(arguments);
        List<String> buses = arguments.words().stream()
                .filter(word -> !word.equals(Target.STREAM))
                .toList();
        if (buses.isEmpty()) {
            throw new UsageException("which bus?");
        }
        Target target =
                UsageException.read(() -> Target.of(file, "--format", arguments.value("--format", ""), console.out())
                        .inParts(file, arguments.values("--rotate"), arguments.value("--keep", "")));
        long count = DumpCommand.count(arguments.value("--count", ""));
        Instant now = Instant.now();
        long stamp = now.getEpochSecond() * 1_000_000_000 + now.getNano();
        // A signal may come as soon as the first bus is bound.
        CompletableFuture<Recording> opened = new CompletableFuture<>();
        Thread atSignal = Thread.ofPlatform().unstarted(() -> end(opened));
        Runtime.getRuntime().addShutdownHook(atSignal);
        try (Recording recording =
                Recording.open(console.caller(), buses, target, ZoneId.systemDefault(), console::error, stamp)) {
            opened.complete(recording);
            report(recording.run(count), recording, file, console);
        } finally {
            forget(atSignal);
        }
        return Main.OK;
    }

    /** Ctrl-C and SIGTERM: the process ends when {@link #run} has made the file whole, by what that returns. */
    private static void end(CompletableFuture<Recording> opened) {
        opened.join().end();
        while (true) {
            LockSupport.park();
        }
    }

    private static void forget(Thread atSignal) {
        try {
            Runtime.getRuntime().removeShutdownHook(atSignal);
        } catch (IllegalStateException e) {
            // A signal is why we are here.
        }
    }

    private static String file(Arguments arguments) {
        String file = arguments.value("-o", "");
        if (!file.isEmpty()) {
            return file;
        }
        if (arguments.words().getLast().equals(Target.STREAM)) {
            return Target.STREAM;
        }
        throw new UsageException("where to? -o FILE, or - for standard output");
    }

    private static void report(long frames, Recording recording, String file, Console console) {
        String what = frames + (frames == 1 ? " frame" : " frames") + " recorded";
        if (!file.equals(Target.STREAM)) {
            console.print(what + " in " + recording.target());
        }
        if (recording.lost() > 0) {
            console.error(recording.lost() + (recording.lost() == 1 ? " frame" : " frames")
                    + " lost: whatever is recorded to is slower than the bus");
        }
    }
}

package org.buslane.cli;

import java.util.ArrayList;
import java.util.List;
import org.buslane.node.client.DumpFilters;
import org.buslane.node.client.Dumping;
import picocli.CommandLine.Model.CommandSpec;

/** {@code dump BUS [FILTER...]}. */
final class DumpCommand implements Command {
    @Override
    public int fewest() {
        return 1;
    }

    @Override
    public int most() {
        return Integer.MAX_VALUE;
    }

    @Override
    public List<String> flags() {
        return List.of("--pretty");
    }

    @Override
    public CommandSpec spec() {
        return Words.command(
                        "prints what is on a bus as candump -L does.",
                        "Ends with Ctrl-C, when nobody reads its output any more, or after --count frames.",
                        "Frames that were lost because its reader was too slow are reported on standard error.")
                .addPositional(Words.one(0, "BUS", "The bus; any is every bus. BUS,FILTER,... is understood as well."))
                .addPositional(
                        Words.several(
                                1,
                                false,
                                "FILTER",
                                "As candump takes it, in hex: ID:MASK, ID~MASK (all but), #ERRORMASK, j (must pass every one)."))
                .addOption(Words.flag("--pretty", "Lines for people instead."))
                .addOption(Words.option("--count", "N", "Ends after N frames."));
    }

    @Override
    public int run(Arguments arguments, Console console) {
        String bus = arguments.words().getFirst();
        List<String> filters = arguments.words().subList(1, arguments.words().size());
        int comma = bus.indexOf(',');
        if (comma >= 0) {
            filters = new ArrayList<>(filters);
            filters.addFirst(bus.substring(comma + 1));
            bus = bus.substring(0, comma);
        }
        long count = count(arguments.value("--count", ""));
        try (Dumping dumping = Dumping.open(
                console.caller(),
                bus,
                DumpFilters.parse(filters),
                arguments.has("--pretty"),
                console.out(),
                console::error,
                System::nanoTime)) {
            // Ctrl-C ends the process in the middle of run().
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> reportLost(dumping, console)));
            dumping.run(count);
            reportLost(dumping, console);
        }
        return Main.OK;
    }

    private static void reportLost(Dumping dumping, Console console) {
        if (dumping.lost() > 0) {
            console.error(dumping.lost() + (dumping.lost() == 1 ? " frame" : " frames") + " lost in all");
        }
    }

    /** The value of {@code --count}. */
    static long count(String text) {
        if (text.isEmpty()) {
            return Long.MAX_VALUE;
        }
        try {
            long count = Long.parseLong(text);
            if (count > 0) {
                return count;
            }
        } catch (NumberFormatException e) {
            // Said below, as a number out of range is.
        }
        throw new UsageException("--count is a number of frames from 1 on, not '" + text + "'");
    }
}

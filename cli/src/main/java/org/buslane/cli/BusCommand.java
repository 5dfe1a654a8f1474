package org.buslane.cli;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.buslane.linux.netlink.BitTiming;
import org.buslane.linux.netlink.CanMode;
import org.buslane.node.buses.BusSwitch;
import org.buslane.node.buses.BusWish;
import org.buslane.node.buses.Quantities;
import picocli.CommandLine.Model.CommandSpec;

/** {@code bus up NAME} and {@code bus down NAME}. */
final class BusCommand implements Command {
    private static final String DRY_RUN = "--dry-run";
    private static final String NORMAL = "--normal";

    /** Each with the option that turns it on. */
    private static final Map<CanMode, String> MODES = new EnumMap<>(Map.of(
            CanMode.LISTEN_ONLY, "--listen-only",
            CanMode.LOOPBACK, "--loopback",
            CanMode.ONE_SHOT, "--one-shot",
            CanMode.BUS_ERROR_REPORTING, "--berr-reporting"));

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
        return List.of(DRY_RUN);
    }

    @Override
    public CommandSpec spec() {
        return Words.command(
                        "sets a bus up or down, the gateway's of that name or else the kernel's interface.",
                        "Programs bound to a bus that goes down get ENETDOWN. An interface is changed only where it is",
                        "not yet as it is wanted, and goes down for that only if it has to; what is not said stays.")
                .addPositional(Words.one(0, "up|down", "What it is to be."))
                .addPositional(Words.one(1, "NAME", "The bus."))
                .addOption(Words.option("--bitrate", "BITS", "Of a CAN card, such as 500k."))
                .addOption(Words.option("--sample-point", "PART", "Such as 0.875; by the bit rate if never said."))
                .addOption(Words.option("--dbitrate", "BITS", "For CAN FD data, such as 2M; turns CAN FD on."))
                .addOption(Words.option("--dsample-point", "PART", "For CAN FD data."))
                .addOption(Words.option("--restart-ms", "MS", "How long after bus-off it comes back; 0 is never."))
                .addOption(Words.option("--txqueuelen", "FRAMES", "How many may wait to be sent."))
                .addOption(Words.option("--fd", "on|off", "CAN FD; of a vcan or vxcan its MTU."))
                .addOption(Words.flag("--listen-only", "Sends nothing, not even acknowledgements."))
                .addOption(Words.flag("--loopback", "Receives what it sends, without a bus."))
                .addOption(Words.flag("--one-shot", "Sends each frame once, acknowledged or not."))
                .addOption(Words.flag("--berr-reporting", "Error frames for each error on the bus."))
                .addOption(Words.flag(NORMAL, "Turns those of the last four off that are not said."))
                .addOption(
                        Words.flag(DRY_RUN, "Changes nothing, and prints the commands of ip that would do the same."));
    }

    @Override
    public int run(Arguments arguments, Console console) {
        String state = arguments.words().getFirst();
        String name = arguments.words().getLast();
        BusSwitch buses = new BusSwitch(console.caller(), arguments.has(DRY_RUN));
        String plan = switch (state) {
            case "up" -> buses.up(name, wish(arguments));
            case "down" -> {
                requireNothingWanted(arguments);
                yield buses.down(name);
            }
            default -> throw new UsageException("a bus goes up or down, not '" + state + "'");
        };
        if (!plan.isEmpty()) {
            console.print(plan);
        }
        return Main.OK;
    }

    private static void requireNothingWanted(Arguments arguments) {
        for (String option : arguments.options().keySet()) {
            if (!option.equals(DRY_RUN)) {
                throw new UsageException("a bus that goes down takes no " + option);
            }
        }
    }

    private static BusWish wish(Arguments arguments) {
        return new BusWish(
                timing(arguments, "--bitrate", "--sample-point"),
                timing(arguments, "--dbitrate", "--dsample-point"),
                count(arguments, "--restart-ms"),
                count(arguments, "--txqueuelen"),
                modes(arguments));
    }

    private static Optional<BitTiming> timing(Arguments arguments, String bitrate, String samplePoint) {
        if (arguments.has(bitrate)) {
            return Optional.of(Quantities.timing(
                    bitrate,
                    arguments.value(bitrate, ""),
                    samplePoint,
                    arguments.values(samplePoint).stream().findFirst()));
        }
        if (arguments.has(samplePoint)) {
            throw new UsageException("%s goes with %s".formatted(samplePoint, bitrate));
        }
        return Optional.empty();
    }

    private static OptionalInt count(Arguments arguments, String option) {
        return arguments.has(option)
                ? OptionalInt.of(Quantities.count(option, arguments.value(option, "")))
                : OptionalInt.empty();
    }

    private static Map<CanMode, Boolean> modes(Arguments arguments) {
        Map<CanMode, Boolean> modes = new EnumMap<>(CanMode.class);
        MODES.forEach((mode, option) -> {
            if (arguments.has(option) || arguments.has(NORMAL)) {
                modes.put(mode, arguments.has(option));
            }
        });
        if (arguments.has("--fd")) {
            modes.put(CanMode.FD, fd(arguments.value("--fd", "")));
        }
        return modes;
    }

    private static boolean fd(String text) {
        return switch (text) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new UsageException("--fd is on or off, not '" + text + "'");
        };
    }
}

package org.buslane.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.buslane.lab.Join;
import org.buslane.lab.Lab;
import org.buslane.lab.LabException;
import org.buslane.lab.LabRequest;
import org.buslane.lab.Parts;
import org.buslane.lab.SupplyFolder;
import org.buslane.lab.Tree;
import org.buslane.lab.supply.Release;
import org.buslane.lab.supply.Supplies;
import org.buslane.lab.supply.SupplyException;
import org.buslane.linux.LinuxException;
import org.buslane.node.NodeException;
import org.buslane.node.client.OpenBus;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code lab [-- COMMAND ...]}. */
final class LabCommand implements Command {
    /** As of env and docker: what is not the command's own exit status. */
    private static final int FAILED_ITSELF = 125;

    @Override
    public int fewest() {
        return 0;
    }

    @Override
    public int most() {
        return Integer.MAX_VALUE;
    }

    @Override
    public List<String> flags() {
        return List.of("--qemu", "--prepare");
    }

    @Override
    public CommandSpec spec() {
        return Words.command(
                        "a real Linux kernel with SocketCAN as an ordinary process.",
                        "Runs COMMAND in it, in the same folder, as root of its own and nobody outside; what it writes",
                        "stays in memory. Without one, a shell. Exits as the command does, or with 125 without a lab.")
                .addPositional(Words.several(0, false, "COMMAND", "The program and its arguments, behind --."))
                .addOption(Words.option("--kernel", "6.1|6.12", "Which kernel; 6.12 if not said."))
                .addOption(Words.option("--tree", "host|debian13", "Whose programs: this machine's, or a Debian 13's."))
                .addOption(Words.flag("--qemu", "QEMU and Debian's kernel instead of user-mode Linux."))
                .addOption(Words.option("--cpus", "N", "CPUs; more than one with --qemu only."))
                .addOption(Words.option("--memory", "MIB", "Memory in MiB; 1024 if not said."))
                .addOption(list("--vcan", "NAME", "A CAN FD interface that is there and up; may be given again."))
                .addOption(list("--can", "BUS", "An interface that is one with this bus of the gateway; also again."))
                .addOption(list("--card", "BUS", "A CAN card on this bus of the gateway, with --qemu; also again."))
                .addOption(list("--share", "FOLDER", "What is written there is written; may be given again."))
                .addOption(Words.flag("--prepare", "Fetches what such a lab is made of, and starts none."))
                .addOption(Words.option("--limit", "SECONDS", "Ends the lab then, with exit status 124."));
    }

    private static OptionSpec list(String name, String label, String description) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .description(description)
                .build();
    }

    @Override
    public int run(Arguments arguments, Console console) {
        Map<String, String> environment = console.caller().environment();
        try {
            LabRequest request = request(arguments, withOwnLocale(environment));
            Path home = folder("buslane.home");
            Parts parts = new Parts(
                    new Supplies(SupplyFolder.of(home, environment), SupplyProgress.on(console.errors()), environment),
                    folder("buslane.app").resolve("buslane-lab"),
                    List.of(home, Path.of(System.getProperty("java.home"))),
                    environment);
            if (arguments.has("--prepare")) {
                Lab.prepare(parts, request);
                return Main.OK;
            }
            List<Join> joins = arguments.values("--can").stream()
                    .map(bus -> OpenBus.open(console.caller(), bus))
                    .map(bus -> new Join(bus.name(), bus.mtu(), bus.socket()))
                    .toList();
            return new Lab(parts, request, joins, console::error).run(console.in());
        } catch (LabException | SupplyException | NodeException | LinuxException e) {
            // All of them: what the command itself may exit with must not come from here.
            console.error(String.valueOf(e.getMessage()));
            return FAILED_ITSELF;
        }
    }

    /** The launcher has replaced the caller's, and says what it was. */
    private static Map<String, String> withOwnLocale(Map<String, String> environment) {
        Map<String, String> own = new HashMap<>(environment);
        String locale = System.getProperty("buslane.locale", "");
        if (locale.isEmpty()) {
            own.remove("LC_ALL");
        } else {
            own.put("LC_ALL", locale);
        }
        return own;
    }

    private static LabRequest request(Arguments arguments, Map<String, String> environment) {
        return new LabRequest(
                arguments.has("--qemu"),
                Release.of(arguments.value("--kernel", Release.usual().label()))
                        .orElseThrow(() -> new UsageException("--kernel is one of %s, not '%s'"
                                .formatted(Release.names(), arguments.value("--kernel", "")))),
                Tree.of(arguments.value("--tree", Tree.HOST.label()))
                        .orElseThrow(() -> new UsageException(
                                "--tree is host or debian13, not '%s'".formatted(arguments.value("--tree", "")))),
                number(arguments, "--cpus", 1),
                number(arguments, "--memory", LabRequest.USUAL_MEMORY),
                Path.of("").toAbsolutePath(),
                environment,
                arguments.words(),
                arguments.values("--vcan"),
                arguments.values("--card"),
                arguments.values("--share").stream().map(LabCommand::shared).toList(),
                arguments.has("--limit")
                        ? Optional.of(Duration.ofSeconds(number(arguments, "--limit", 0)))
                        : Optional.empty());
    }

    /** An empty word is a variable that is not set, and the current folder not what it means. */
    private static Path shared(String folder) {
        if (folder.isEmpty()) {
            throw new UsageException("--share is a folder, not ''");
        }
        return Path.of(folder).toAbsolutePath();
    }

    private static int number(Arguments arguments, String option, int unsaid) {
        String text = arguments.value(option, Integer.toString(unsaid));
        if (text.matches("[1-9][0-9]{0,8}")) {
            return Integer.parseInt(text);
        }
        throw new UsageException("%s is a number from 1 on, not '%s'".formatted(option, text));
    }

    /** What the launcher says. */
    private static Path folder(String property) {
        String folder = System.getProperty(property, "");
        if (folder.isEmpty()) {
            throw new NodeException("`lab` is started by the launcher, which says where " + property + " is");
        }
        return Path.of(folder);
    }
}

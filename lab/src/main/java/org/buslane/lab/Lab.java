package org.buslane.lab;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Starts a guest, waits for its end, and leaves nothing. */
public final class Lab {
    /** MiB that the host's side needs beside a guest's memory. */
    private static final int BESIDE = 32;

    /** User-mode Linux has 16 consoles: three, the command's channel, and these. */
    private static final int MOST_JOINS = 12;

    private final Parts parts;
    private final LabRequest request;
    private final List<Join> joins;
    private final Consumer<String> notices;

    /**
     * @param notices for sentences that are no reason to end; several threads have some
     * @throws LabException if the guest cannot have all these interfaces
     */
    public Lab(Parts parts, LabRequest request, List<Join> joins, Consumer<String> notices) {
        this.parts = parts;
        this.request = request;
        this.joins = List.copyOf(joins);
        this.notices = notices;
        if (joins.size() > MOST_JOINS) {
            throw new LabException("a lab has at most %d interfaces on buses of the gateway's, not %d"
                    .formatted(MOST_JOINS, joins.size()));
        }
        LabRequest.requireNames(Stream.of(
                        request.interfaces(),
                        request.cards(),
                        joins.stream().map(Join::name).toList())
                .flatMap(List::stream)
                .toList());
    }

    /** Fetches what a lab for this request is made of. */
    public static void prepare(Parts parts, LabRequest request) {
        parts.supplies().busybox();
        if (request.qemu()) {
            parts.supplies().qemu();
        } else {
            parts.supplies().uml(request.release());
        }
        if (request.tree() == Tree.DEBIAN13) {
            parts.supplies().debian13();
        }
    }

    /**
     * Runs the command in a lab, which reads, writes and complains where this process does. Once in a process: its
     * descriptors are this process's for good.
     *
     * @return the command's exit status
     * @throws LabException if there could be no lab, or it broke
     */
    public int run(InputStream input) {
        List<Path> shares = GuestRoot.shares(request.shares());
        Machine machine = machine();
        Path tree =
                request.tree() == Tree.HOST ? Path.of("/") : parts.supplies().debian13();
        Path busybox = parts.supplies().busybox();
        GuestRoot root = GuestRoot.of(request, tree, parts.visible(), shares);
        Screen screen = Screen.ofTheCaller();
        OptionalInt output = output(machine, screen);
        GuestScript plan = GuestPlan.of(request, root, joins, machine, output, screen);
        Optional<Terminal> terminal = screen.hasTerminal() ? Optional.of(Terminal.ofTheCaller()) : Optional.empty();
        try (RunFolder run = RunFolder.create(parts.places(), request.memory() + BESIDE);
                Session session = new Session(run, joins, output.isPresent(), terminal, notices)) {
            BootFolder.fill(run, machine, parts.program(), busybox, plan, command());
            List<Channel> channels = session.channels();
            List<String> line = machine.command(run, plan.folders(), channels.size(), terminal.isPresent());
            Guest guest =
                    Guest.start(parts.program(), run, line, channels, terminal.isPresent(), machine.passesOutput());
            return session.serve(guest, input, request.limit());
        } finally {
            terminal.ifPresent(Terminal::restore);
        }
    }

    private Machine machine() {
        return request.qemu()
                ? new QemuMachine(
                        parts.supplies().qemu(),
                        request.cpus(),
                        request.memory(),
                        request.cards(),
                        parts.program().resolveSibling(""))
                : new UmlMachine(parts.supplies().uml(request.release()), request.memory());
    }

    /** The number of the channel for what the command writes, behind the command's own and the joins'. */
    private OptionalInt output(Machine machine, Screen screen) {
        return machine.passesOutput() && screen != Screen.TERMINAL
                ? OptionalInt.of(1 + joins.size())
                : OptionalInt.empty();
    }

    private CommandSpec command() {
        return new CommandSpec(
                request.folder(),
                request.command().isEmpty() ? List.of(shell()) : request.command(),
                GuestEnvironment.of(request.environment(), request.release()));
    }

    private String shell() {
        String shell = request.environment().getOrDefault("SHELL", "");
        return request.tree() == Tree.DEBIAN13 ? "/bin/bash" : shell.isEmpty() ? "/bin/sh" : shell;
    }
}

package org.buslane.lab;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.buslane.linux.TerminalSize;

/** Starts a guest, waits for its end, and leaves nothing. The caller's own thread does it all, but for the channels. */
public final class Lab {
    /** As of timeout(1). */
    private static final int EXIT_LIMIT = 124;

    /** As a shell says of a program that SIGPIPE ended. */
    private static final int EXIT_UNREAD = 128 + 13;

    /** MiB that the host's side needs beside a guest's memory. */
    private static final int BESIDE = 32;

    private final Parts parts;
    private final LabRequest request;
    private final List<Join> joins;
    private final Consumer<String> notices;

    /** @param notices for sentences that are no reason to end */
    public Lab(Parts parts, LabRequest request, List<Join> joins, Consumer<String> notices) {
        this.parts = parts;
        this.request = request;
        this.joins = List.copyOf(joins);
        this.notices = notices;
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
     * Runs the command in a lab, which reads, writes and complains where this process does.
     *
     * @return the command's exit status
     * @throws LabException if there could be no lab, or it broke
     */
    public int run(InputStream input) {
        request.shares().forEach(Lab::requireFolder);
        Machine machine = machine();
        Path tree =
                request.tree() == Tree.HOST ? Path.of("/") : parts.supplies().debian13();
        Path busybox = parts.supplies().busybox();
        Screen screen = Screen.ofTheCaller();
        Optional<Terminal> terminal = screen.hasTerminal() ? Optional.of(Terminal.ofTheCaller()) : Optional.empty();
        try (RunFolder run = RunFolder.create(parts.places(), request.memory() + BESIDE)) {
            GuestScript script = fill(run, machine, tree, busybox, screen);
            return run(run, machine, script.folders(), input, screen, terminal);
        } finally {
            terminal.ifPresent(Terminal::restore);
        }
    }

    private static void requireFolder(Path shared) {
        if (!Files.isDirectory(shared)) {
            throw new LabException("cannot share %s: there is no such folder".formatted(shared));
        }
        if (GuestPlan.isTheGuests(shared)) {
            throw new LabException("cannot share %s: the guest needs its own".formatted(shared));
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

    private GuestScript fill(RunFolder run, Machine machine, Path tree, Path busybox, Screen screen) {
        for (String folder : List.of("proc", "sys", "dev", "new", "memory", "lib/modules", "run/buslane-lab")) {
            run.makeFolder("boot/" + folder);
        }
        run.copy(busybox, "boot/bin/busybox");
        run.link("boot/bin/modprobe", "busybox");
        run.copy(parts.program(), "boot/bin/buslane-lab");
        run.program("boot/init", Resource.bytes("init"));
        machine.prepare(run, busybox);
        GuestScript plan =
                GuestPlan.of(request, tree, parts.visible(), joins, machine, output(machine, screen), screen);
        run.write("plan", plan.toString().getBytes(StandardCharsets.UTF_8));
        CommandSpec command = new CommandSpec(
                request.folder(),
                request.command().isEmpty() ? shell() : request.command(),
                GuestEnvironment.of(request.environment(), request.release()));
        run.write("command", command.bytes());
        return plan;
    }

    private List<String> shell() {
        String shell = request.environment().getOrDefault("SHELL", "/bin/sh");
        return List.of(request.tree() == Tree.HOST ? shell : "/bin/bash");
    }

    private int run(
            RunFolder run,
            Machine kind,
            List<HostFolder> folders,
            InputStream input,
            Screen screen,
            Optional<Terminal> terminal) {
        List<Channel> channels = new ArrayList<>();
        List<Joint> joints = new ArrayList<>();
        Channel command = new Channel("the lab's command");
        channels.add(command);
        for (Join join : joins) {
            Channel channel = new Channel(join.name() + " of the lab");
            channels.add(channel);
            joints.add(new Joint(join.name(), join.socket(), channel, notices));
        }
        Optional<Channel> output =
                output(kind, screen).isPresent() ? Optional.of(new Channel("the lab's output")) : Optional.empty();
        output.ifPresent(channels::add);
        List<String> line = kind.command(run, folders, channels.size(), terminal.isPresent());
        Guest guest = Guest.start(parts.program(), run, line, channels, terminal.isPresent(), kind.passesOutput());
        CountDownLatch killed = new CountDownLatch(1);
        AtomicBoolean unread = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            killed.countDown();
            guest.stop();
            run.close();
            terminal.ifPresent(Terminal::restore);
        }));
        joints.forEach(Joint::start);
        output.ifPresent(channel -> background("lab output", OutputFeed.ofTheCaller(channel, () -> {
            unread.set(true);
            guest.stop();
        })));
        background(
                "lab input",
                terminal.isPresent()
                        ? new TerminalFeed(command, () -> TerminalSize.of(0))
                        : new InputFeed(command, input, run.path()));
        boolean ended = guest.await(request.limit());
        if (killed.getCount() == 0) {
            waitForTheEnd();
        }
        joints.forEach(Joint::close);
        if (!ended) {
            guest.stop();
            notices.accept("the lab was ended after %s s, its limit"
                    .formatted(request.limit().orElseThrow().toSeconds()));
            return EXIT_LIMIT;
        }
        return unread.get() ? EXIT_UNREAD : guest.status();
    }

    /** This process was told to end, and its exit status shall say so. */
    private static void waitForTheEnd() {
        while (true) {
            LockSupport.park();
        }
    }

    private static void background(String name, Runnable task) {
        Thread.ofPlatform().daemon().name(name).start(task);
    }
}

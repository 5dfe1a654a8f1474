package org.buslane.lab;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.buslane.lab.supply.UmlKernel;
import org.buslane.linux.Descriptor;
import org.buslane.linux.TerminalSize;
import org.buslane.linux.socket.SocketType;
import org.buslane.linux.socket.UnixAddress;
import org.buslane.linux.socket.UnixSocket;

/** Starts a guest, waits for its end, and leaves nothing. The caller's own thread does it all, but for the channels. */
public final class Lab {
    /** As of timeout(1). */
    private static final int EXIT_LIMIT = 124;

    /** MiB that the host's side needs beside a guest's memory. */
    private static final int BESIDE = 32;

    private static final int START_SECONDS = 10;
    private static final int END_SECONDS = 3;

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
        parts.supplies().uml(request.release());
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
        UmlKernel kernel = parts.supplies().uml(request.release());
        Path tree =
                request.tree() == Tree.HOST ? Path.of("/") : parts.supplies().debian13();
        Path busybox = parts.supplies().busybox();
        Screen screen = Screen.ofTheCaller();
        Optional<Terminal> terminal = screen == Screen.BATCH ? Optional.empty() : Optional.of(Terminal.ofTheCaller());
        try (RunFolder run = RunFolder.create(parts.places(), request.memory() + BESIDE)) {
            fill(run, kernel, tree, busybox, screen);
            return run(run, kernel, input, terminal);
        } finally {
            terminal.ifPresent(Terminal::restore);
        }
    }

    private static void requireFolder(Path shared) {
        if (!Files.isDirectory(shared)) {
            throw new LabException("cannot share %s: there is no such folder".formatted(shared));
        }
    }

    private void fill(RunFolder run, UmlKernel kernel, Path tree, Path busybox, Screen screen) {
        for (String folder : List.of("proc", "sys", "dev", "new", "memory", "lib/modules", "run/buslane-lab")) {
            run.makeFolder("boot/" + folder);
        }
        run.copy(busybox, "boot/bin/busybox");
        run.link("boot/bin/modprobe", "busybox");
        run.copy(parts.program(), "boot/bin/buslane-lab");
        run.program("boot/init", init());
        String plan = GuestPlan.of(request, tree, kernel.modules(), parts.visible(), joins, Uml::console, screen);
        run.write("plan", plan.getBytes(StandardCharsets.UTF_8));
        CommandSpec command = new CommandSpec(
                request.folder(),
                request.command().isEmpty() ? shell() : request.command(),
                GuestEnvironment.of(request.environment(), request.release()));
        run.write("command", command.bytes());
    }

    private List<String> shell() {
        String shell = request.environment().getOrDefault("SHELL", "/bin/sh");
        return List.of(request.tree() == Tree.HOST ? shell : "/bin/bash");
    }

    private static byte[] init() {
        try (InputStream init = Lab.class.getResourceAsStream("init")) {
            if (init == null) {
                throw new IllegalStateException("this build has no init");
            }
            return init.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int run(RunFolder run, UmlKernel kernel, InputStream input, Optional<Terminal> terminal) {
        List<Channel> channels = new ArrayList<>();
        List<Joint> joints = new ArrayList<>();
        Channel command = new Channel("the lab's command");
        channels.add(command);
        for (Join join : joins) {
            Channel channel = new Channel(join.name() + " of the lab");
            channels.add(channel);
            joints.add(new Joint(join.name(), join.socket(), channel, notices));
        }
        List<String> line = Uml.command(kernel, run, request.memory(), channels.size(), terminal.isPresent());
        Process machine = start(run, line, channels, terminal.isPresent());
        Thread end = Thread.ofPlatform().unstarted(() -> {
            stop(machine);
            run.close();
            terminal.ifPresent(Terminal::restore);
        });
        Runtime.getRuntime().addShutdownHook(end);
        joints.forEach(Joint::start);
        Runnable feed = terminal.<Runnable>map(_ -> new TerminalFeed(command, () -> TerminalSize.of(0)))
                .orElseGet(() -> new InputFeed(command, input, run.path()));
        Thread.ofPlatform().daemon().name("lab input").start(feed);
        boolean ended = await(machine);
        joints.forEach(Joint::close);
        if (!ended) {
            stop(machine);
            notices.accept("the lab was ended after %s, its limit"
                    .formatted(request.limit()
                            .orElseThrow()
                            .toString()
                            .substring(2)
                            .toLowerCase(Locale.ROOT)));
            return EXIT_LIMIT;
        }
        return status(run, machine);
    }

    private Process start(RunFolder run, List<String> line, List<Channel> channels, boolean terminal) {
        Path address = run.resolve("start");
        List<String> words = new ArrayList<>(List.of(
                parts.program().toString(),
                "start",
                address.toString(),
                run.resolve("log").toString(),
                "--"));
        words.addAll(line);
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectInput(terminal ? Redirect.INHERIT : Redirect.from(new File("/dev/null")))
                .redirectOutput(Redirect.INHERIT)
                .redirectError(Redirect.INHERIT);
        // Where it puts its memory, and whatever else it thinks of.
        builder.environment().put("TMPDIR", run.path().toString());
        builder.environment().put("HOME", run.path().toString());
        try (UnixSocket listening = UnixSocket.listen(SocketType.SEQPACKET, UnixAddress.of(address), 1, 0600);
                Arena arena = Arena.ofConfined()) {
            Process machine = builder.start();
            if (!listening.awaitReadable(START_SECONDS * 1000)) {
                machine.destroyForcibly();
                throw new LabException("%s did not start".formatted(parts.program()));
            }
            List<Descriptor> passed = new ArrayList<>();
            try (UnixSocket connection = listening.accept().orElseThrow()) {
                channels.forEach(each -> passed.add(each.guestsEnd()));
                connection.send(arena.allocate(1), passed, 0);
            }
            channels.forEach(Channel::passed);
            return machine;
        } catch (IOException e) {
            throw new LabException("%s cannot be started: %s".formatted(parts.program(), e.getMessage()), e);
        }
    }

    /** Until it ends; false at the limit. */
    private boolean await(Process machine) {
        try {
            if (request.limit().isPresent()) {
                return machine.waitFor(request.limit().get().toMillis(), TimeUnit.MILLISECONDS);
            }
            machine.waitFor();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the main thread", e);
        }
    }

    /** SIGTERM ends all of its processes, SIGKILL would leave some. */
    private static void stop(Process machine) {
        machine.destroy();
        try {
            if (!machine.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                machine.descendants().forEach(ProcessHandle::destroyForcibly);
                machine.destroyForcibly();
            }
        } catch (InterruptedException e) {
            machine.destroyForcibly();
        }
    }

    private static int status(RunFolder run, Process machine) {
        Path status = run.resolve("status");
        try {
            if (Files.exists(status)) {
                return Integer.parseInt(Files.readString(status).strip());
            }
            List<String> log = Files.exists(run.resolve("log"))
                    ? new String(Files.readAllBytes(run.resolve("log")), StandardCharsets.ISO_8859_1)
                            .lines()
                            .filter(line -> !line.isBlank())
                            .toList()
                    : List.of();
            throw new LabException("the guest ended without the command's exit status (its own is %d)%s"
                    .formatted(
                            machine.exitValue(),
                            log.isEmpty()
                                    ? ""
                                    : ": " + String.join(" | ", log.subList(Math.max(0, log.size() - 5), log.size()))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

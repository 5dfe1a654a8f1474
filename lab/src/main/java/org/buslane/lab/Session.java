package org.buslane.lab;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.buslane.linux.TerminalSize;

/**
 * What serves a guest on this side, and the wait for its end. The caller's own thread waits, each feed has one of its
 * own, and when this process is told to end a shutdown hook ends the guest.
 */
final class Session implements AutoCloseable {
    /** As of timeout(1). */
    private static final int EXIT_LIMIT = 124;

    /** As a shell says of a program that SIGPIPE ended. */
    private static final int EXIT_UNREAD = 128 + 13;

    /** Milliseconds. Ctrl-C of a terminal reaches the guest as well as this process, and may end it first. */
    private static final int SAME_SIGNAL = 1000;

    /** Milliseconds between one look at the terminal's size and the next. */
    private static final int NOW_AND_THEN = 250;

    private final RunFolder run;
    private final Optional<Terminal> terminal;
    private final Consumer<String> notices;
    private final List<Channel> channels = new ArrayList<>();
    private final List<Joint> joints = new ArrayList<>();
    private final Channel command;
    private final Optional<Channel> output;
    private final CountDownLatch toldToEnd = new CountDownLatch(1);
    private volatile Optional<IOException> unwritten = Optional.empty();

    /** @param output whether there is a channel for what the command writes, behind all others */
    Session(RunFolder run, List<Join> joins, boolean output, Optional<Terminal> terminal, Consumer<String> notices) {
        this.run = run;
        this.terminal = terminal;
        this.notices = notices;
        this.command = opened("the lab's command");
        for (Join join : joins) {
            joints.add(new Joint(join.name(), join.socket(), opened(join.name() + " of the lab"), notices));
        }
        this.output = output ? Optional.of(opened("the lab's output")) : Optional.empty();
    }

    private Channel opened(String what) {
        Channel channel = new Channel(what);
        channels.add(channel);
        return channel;
    }

    /** The command's, the joins', and the output's if there is one. */
    List<Channel> channels() {
        return List.copyOf(channels);
    }

    /**
     * Until the guest's end.
     *
     * @return the command's exit status
     * @throws LabException if it left none
     */
    int serve(Guest guest, InputStream input, Optional<Duration> limit) {
        Thread hook = Thread.ofPlatform().unstarted(() -> {
            toldToEnd.countDown();
            guest.stop();
            run.close();
            terminal.ifPresent(Terminal::restore);
        });
        remember(hook);
        try {
            joints.forEach(Joint::start);
            output.ifPresent(channel -> background("lab output", OutputFeed.ofTheCaller(channel, e -> {
                unwritten = Optional.of(e);
                guest.stop();
            })));
            background(
                    "lab input",
                    terminal.isPresent()
                            ? new TerminalFeed(command, () -> TerminalSize.of(0), NOW_AND_THEN)
                            : new InputFeed(command, input, run.path()));
            return status(guest, limit);
        } finally {
            forget(hook);
        }
    }

    private int status(Guest guest, Optional<Duration> limit) {
        if (!guest.await(limit)) {
            guest.stop();
            notices.accept("the lab was ended after %d s, its limit"
                    .formatted(limit.orElseThrow().toSeconds()));
            return EXIT_LIMIT;
        }
        Optional<IOException> why = unwritten;
        if (why.isPresent()) {
            return unwritten(why.get());
        }
        if (!guest.leftStatus() && isToldToEnd()) {
            waitForTheEnd();
        }
        return guest.status();
    }

    /** Nobody reading is no news, and no failure of the lab's. */
    private static int unwritten(IOException e) {
        String why = String.valueOf(e.getMessage());
        if (why.contains("Broken pipe")) {
            return EXIT_UNREAD;
        }
        throw new LabException("the output cannot be written: " + why, e);
    }

    private boolean isToldToEnd() {
        try {
            return toldToEnd.await(SAME_SIGNAL, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void remember(Thread hook) {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            hook.start();
            waitForTheEnd();
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            waitForTheEnd();
        }
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

    @Override
    public void close() {
        joints.forEach(Joint::close);
        channels.forEach(Channel::close);
    }
}

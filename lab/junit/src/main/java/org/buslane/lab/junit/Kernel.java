package org.buslane.lab.junit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * One kernel during a test run: booted once, unless a class kills its guest, then the next class gets a fresh one.
 * It runs one class after the other.
 */
final class Kernel implements AutoCloseable {
    private final LabCommand command;
    private final String name;
    private final Semaphore free = new Semaphore(1);
    private Optional<RunningGuest> guest = Optional.empty();

    Kernel(LabCommand command, String name) {
        this.command = command;
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Begins to boot, unless it has. */
    synchronized void boot() {
        if (guest.isEmpty()) {
            guest = Optional.of(RunningGuest.start(command, name, GuestJvm.likeThis()));
        }
    }

    /** Waits for the class before, and for the boot. */
    ClassRun run(Class<?> testClass, Duration limit) {
        free.acquireUninterruptibly();
        try {
            RunningGuest ready = running();
            ready.awaitReady();
            ClassRun run = new ClassRun(testClass.getName(), limit, ready::kill, free::release);
            ready.run(run);
            return run;
        } catch (RuntimeException | Error e) {
            free.release();
            throw e;
        }
    }

    private synchronized RunningGuest running() {
        guest.filter(RunningGuest::isSpent).ifPresent(over -> {
            over.close();
            guest = Optional.empty();
        });
        boot();
        return guest.orElseThrow();
    }

    @Override
    public synchronized void close() {
        guest.ifPresent(RunningGuest::close);
        guest = Optional.empty();
    }
}

package org.buslane.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.buslane.node.tunnels.Background;
import org.buslane.node.tunnels.TypedRun;

/** A tunnel that was typed, until Ctrl-C. */
final class TypedRunner {
    private TypedRunner() {}

    /** @param isForeground whether somebody is there to read what came of it */
    static int run(Supplier<TypedRun> start, boolean isForeground, Console console) {
        // A signal may come before it works.
        CountDownLatch ended = new CountDownLatch(1);
        Thread atSignal = Thread.ofPlatform().name("end").unstarted(() -> end(ended));
        Runtime.getRuntime().addShutdownHook(atSignal);
        try (TypedRun run = start.get()) {
            console.print(run.notice());
            if (!isForeground) {
                console.print(Background.works());
            }
            ended.await();
            if (isForeground) {
                console.print(run.summary());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Main.OK;
    }

    /** Ctrl-C and SIGTERM: the process ends when {@link #run} has said what came of it, by what that returns. */
    private static void end(CountDownLatch ended) {
        ended.countDown();
        while (true) {
            LockSupport.park();
        }
    }
}

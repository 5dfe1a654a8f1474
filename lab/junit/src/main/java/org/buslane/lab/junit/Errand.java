package org.buslane.lab.junit;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A class that a kernel is to run as soon as it can: while the results of one kernel are taken, the others are at work.
 * A thread of its own waits for the boot.
 */
final class Errand implements AutoCloseable {
    private final Kernel kernel;
    private final CompletableFuture<ClassRun> run;

    Errand(Kernel kernel, Class<?> testClass, Duration limit) {
        this.kernel = kernel;
        this.run = CompletableFuture.supplyAsync(
                () -> kernel.run(testClass, limit),
                work -> Thread.ofPlatform()
                        .daemon()
                        .name("errand of " + kernel.name())
                        .start(work));
    }

    Kernel kernel() {
        return kernel;
    }

    /** Waits until it has begun. */
    ClassRun run() {
        try {
            return run.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            if (e.getCause() instanceof Error fault) {
                throw fault;
            }
            throw e;
        }
    }

    /** Also of one whose results nobody took, or the kernel would never be free again. */
    @Override
    public void close() {
        run.handle((begun, failure) -> {
                    if (failure == null) {
                        begun.close();
                    }
                    return kernel;
                })
                .join();
    }
}

package org.buslane.virtual;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.buslane.linux.Descriptor;

/**
 * Closes descriptors that strangers passed, on a thread of its own: closing the last descriptor of a
 * socket with SO_LINGER, or of a file on FUSE, takes as long as its owner likes, and the buses must not
 * wait for that. Any thread hands over.
 */
final class Closer implements Consumer<Descriptor> {
    private static final int WAITING = 4096;

    private final BlockingQueue<Descriptor> waiting = new ArrayBlockingQueue<>(WAITING);

    private Closer() {}

    static Closer start() {
        Closer closer = new Closer();
        Thread.ofPlatform().name("closer").daemon().start(closer::run);
        return closer;
    }

    /** With thousands waiting already it is closed here and now: memory is bounded before time is. */
    @Override
    public void accept(Descriptor descriptor) {
        if (!waiting.offer(descriptor)) {
            descriptor.close();
        }
    }

    private void run() {
        try {
            while (true) {
                waiting.take().close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package org.buslane.node.agent;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** What was done and why, a sentence each: written out at once, and the last of it kept. Any thread may write. */
public final class Journal implements Consumer<String> {
    private static final int KEPT = 50;

    private final Consumer<String> out;
    private final Deque<String> last = new ArrayDeque<>();

    /** @param out takes a line without its end */
    public Journal(Consumer<String> out) {
        this.out = out;
    }

    @Override
    public synchronized void accept(String sentence) {
        if (last.size() == KEPT) {
            last.removeFirst();
        }
        last.addLast(sentence);
        out.accept(sentence);
    }

    /** Oldest first. */
    synchronized List<String> last() {
        return List.copyOf(last);
    }
}

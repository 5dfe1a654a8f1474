package org.buslane.cli;

import java.util.function.Supplier;
import org.buslane.node.NodeException;

/** Something that was typed wrong, as one sentence. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UsageException(String sentence) {
        super(sentence);
    }

    /** What was typed, read: whatever is wrong with it was typed wrong. */
    static <T> T read(Supplier<T> typed) {
        try {
            return typed.get();
        } catch (NodeException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}

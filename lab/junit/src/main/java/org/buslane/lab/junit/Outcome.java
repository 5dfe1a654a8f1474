package org.buslane.lab.junit;

import org.opentest4j.TestAbortedException;

/** How something went in the guest. */
sealed interface Outcome {
    record Passed() implements Outcome {}

    record Failed(Throwable failure) implements Outcome {}

    record Aborted(Throwable reason) implements Outcome {}

    record Skipped(String reason) implements Outcome {}

    /** The same outside: nothing, or what was thrown inside. */
    default void orThrow() {
        switch (this) {
            case Passed() -> {}
            case Failed(Throwable failure) -> throw Outcome.<RuntimeException>as(failure);
            case Aborted(TestAbortedException reason) -> throw reason;
            case Aborted(Throwable reason) -> throw new TestAbortedException(reason.toString(), reason);
            case Skipped(String reason) -> throw new TestAbortedException("skipped in the lab: " + reason);
        }
    }

    /** A test may throw whatever it likes, so its stand-in has to as well, declared or not. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T as(Throwable thrown) throws T {
        throw (T) thrown;
    }
}

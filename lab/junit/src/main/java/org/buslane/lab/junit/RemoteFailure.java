package org.buslane.lab.junit;

import java.io.Serial;
import java.util.Optional;

/** Stands for a throwable that cannot leave the JVM it was thrown in: its class, its words, its stack, its causes. */
final class RemoteFailure extends AssertionError {
    @Serial
    private static final long serialVersionUID = 1;

    private static final int CAUSES_AT_MOST = 20;

    private RemoteFailure(Throwable thrown, Optional<Throwable> cause) {
        super(thrown.toString(), cause.orElse(null));
        setStackTrace(thrown.getStackTrace());
    }

    static RemoteFailure of(Throwable thrown) {
        return of(thrown, CAUSES_AT_MOST);
    }

    private static RemoteFailure of(Throwable thrown, int causes) {
        RemoteFailure failure = new RemoteFailure(
                thrown,
                Optional.ofNullable(thrown.getCause()).filter(_ -> causes > 0).map(cause -> of(cause, causes - 1)));
        for (Throwable suppressed : thrown.getSuppressed()) {
            if (causes > 0) {
                failure.addSuppressed(of(suppressed, causes - 1));
            }
        }
        return failure;
    }
}

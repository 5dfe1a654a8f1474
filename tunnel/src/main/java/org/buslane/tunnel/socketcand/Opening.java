package org.buslane.tunnel.socketcand;

import org.buslane.tunnel.socketcand.ReplyReader.Found;

/**
 * What a client says until frames go, an answer after the other, as the original reads one command at a time.
 *
 * <pre>
 *        &lt; hi &gt;                &lt; ok &gt;             &lt; ok &gt;
 * HI ──────────────▶ OPEN ──────────────▶ RAW ──────────────▶ DONE
 *     &lt; open BUS &gt;         &lt; rawmode &gt;
 * </pre>
 */
final class Opening {
    private enum Step {
        HI,
        OPEN,
        RAW,
        DONE
    }

    private final String bus;
    private Step step = Step.HI;

    Opening(String bus) {
        this.bus = bus;
    }

    /** Whether it is the answer that is waited for; then {@link #next} is to be said. */
    boolean takes(Found reply) {
        Step was = step;
        step = switch (was) {
            case HI -> reply == Found.HI ? Step.OPEN : was;
            case OPEN -> reply == Found.OK ? Step.RAW : was;
            case RAW -> reply == Found.OK ? Step.DONE : was;
            case DONE -> was;
        };
        return step != was;
    }

    /** The command whose answer is waited for; empty if there is none. */
    String next() {
        return switch (step) {
            case HI, DONE -> "";
            case OPEN -> "< open " + bus + " >";
            case RAW -> "< rawmode >";
        };
    }

    /** Whether the other one is a server, or says so. */
    boolean isGreeted() {
        return step != Step.HI;
    }

    /** Whether frames go. */
    boolean isDone() {
        return step == Step.DONE;
    }
}

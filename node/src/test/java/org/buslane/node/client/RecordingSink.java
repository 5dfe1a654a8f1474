package org.buslane.node.client;

import java.util.ArrayList;
import java.util.List;
import org.buslane.core.frame.FdFrame;
import org.buslane.core.frame.Frame;
import org.buslane.core.text.FrameText;
import org.buslane.node.NodeException;

/** A bus of classic frames for tests: writes down what it is sent, and when by a clock of the test's. */
final class RecordingSink implements FrameSink {
    /** A clock that moves when somebody waits, and only then. */
    static final class VirtualClock implements PlayClock {
        private long now = 1_000_000;

        @Override
        public long now() {
            return now;
        }

        @Override
        public void await(long due) {
            now = Math.max(now, due);
        }
    }

    private final String name;
    private final PlayClock clock;
    private final List<String> log;

    RecordingSink(String name, PlayClock clock, List<String> log) {
        this.name = name;
        this.clock = clock;
        this.log = log;
    }

    static List<String> log() {
        return new ArrayList<>();
    }

    @Override
    public void check(Frame frame) {
        if (frame instanceof FdFrame) {
            throw new NodeException("bus " + name + " carries classic frames only");
        }
    }

    @Override
    public void send(Frame frame) {
        check(frame);
        log.add("%d %s %s".formatted(clock.now(), name, FrameText.format(frame)));
    }

    @Override
    public void flush() {
        log.add("flush " + name);
    }

    @Override
    public void close() {
        log.add("close " + name);
    }
}

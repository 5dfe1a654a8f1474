package org.buslane.tunnel.socketcand;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.buslane.core.frame.Payload;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.tunnel.line.Line;

/**
 * A client that has not opened a bus yet: state_nobus.c. It is greeted, may set up buses, and opens one or goes. Owned by
 * the server's thread.
 */
final class Newcomer implements AutoCloseable {
    /** Bytes that it may say without opening a bus: many settings, and no stream of words that only cost answers. */
    private static final int ENOUGH = 16 * 1024;

    private final Arena arena = Arena.ofShared();
    private final CommandCutter cutter = new CommandCutter(arena.allocate(ClientWire.INTAKE));
    private final Line line;
    private final Admission admission;
    private final BusControl control;
    private int heard;
    private String bus = "";
    private String end = "";

    Newcomer(Line line, Admission admission, BusControl control) {
        this.line = line;
        this.admission = admission;
        this.control = control;
    }

    /** Says {@code < hi >}, which is to come alone: clients compare what they have read at once. */
    void greet() {
        answer(Replies.HI);
    }

    /** Reads and does what it says. */
    void ready() {
        while (goesOn()) {
            int result = line.read(cutter.memory(), cutter.position(), (int) cutter.room());
            if (result == -Errno.EAGAIN) {
                return;
            }
            if (result <= 0) {
                end = result == 0 ? "it closed the connection" : line.why().orElse(reason(-result));
                return;
            }
            cutter.received(result);
            obeyAll();
            heard += result;
            if (heard > ENOUGH && goesOn()) {
                end = "it says much and opens no bus";
            }
        }
    }

    private boolean goesOn() {
        return bus.isEmpty() && end.isEmpty();
    }

    private void obeyAll() {
        while (goesOn()) {
            switch (cutter.next()) {
                case COMMAND -> obey(OpeningParser.parse(cutter.memory(), cutter.start(), cutter.length()));
                case SHORT -> {
                    return;
                }
                case TOO_LONG -> end = "it sent a command that has no end";
            }
        }
    }

    private void obey(Command command) {
        switch (command) {
            case Command.Open(String name) -> open(name);
            case Command.SetTiming timing -> configure(timing.bus(), () -> control.set(timing));
            case Command.SetModes modes -> configure(modes.bus(), () -> control.set(modes));
            case Command.BadSetting bad -> refuse(bad);
            default -> answer(Replies.UNKNOWN);
        }
    }

    private void open(String name) {
        if (!admission.opens(name)) {
            last(Replies.NO_BUS, "it may not open " + name);
            return;
        }
        control.start(name).ifPresentOrElse(why -> last(Replies.notStarted(name), why), () -> bus = name);
    }

    /** One setting, which may take a moment. */
    private interface Setting {
        /** @return why not; empty if it is done */
        Optional<String> apply();
    }

    private void configure(String name, Setting setting) {
        if (!admission.opens(name)) {
            last(Replies.NO_BUS, "it may not open " + name);
        } else if (!admission.configures()) {
            last(Replies.notConfigured(name), "it may not write to %s, so it does not configure it".formatted(name));
        } else {
            setting.apply().ifPresentOrElse(why -> last(Replies.notConfigured(name), why), () -> answer(Replies.OK));
        }
    }

    private void refuse(Command.BadSetting bad) {
        if (!admission.opens(bad.bus())) {
            last(Replies.NO_BUS, "it may not open " + bad.bus());
        } else if (bad.isKnown()) {
            last(Replies.notConfigured(bad.bus()), "it did not say how to configure " + bad.bus());
        } else {
            last(Replies.noSuchOperation(bad.operation()), "it wants what nobody does with a bus");
        }
    }

    /** A connection that is new has room for an answer; one that has not reads none. */
    private void answer(MemorySegment text) {
        int size = (int) text.byteSize();
        int result = line.write(text, 0, size);
        if (result < size || line.isStuck()) {
            end = result < 0 ? reason(-result) : "it reads no answers";
        }
    }

    private void last(MemorySegment text, String why) {
        answer(text);
        end = why;
    }

    private static String reason(int errno) {
        return new LinuxException("talk to", "it", new Errno(errno)).reason();
    }

    Line line() {
        return line;
    }

    Admission admission() {
        return admission;
    }

    /** The bus it has opened, and was not answered; empty as long as there is none. */
    String bus() {
        return bus;
    }

    /** Why it is to go; empty as long as it may stay. */
    String end() {
        return end;
    }

    /** What it said behind the command that opened the bus. */
    Payload rest() {
        return cutter.rest();
    }

    /** Without its line, which may be another's by now. */
    @Override
    public void close() {
        arena.close();
    }
}

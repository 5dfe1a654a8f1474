package org.buslane.tunnel.socketcand;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Kernel interfaces that do as a test says. */
final class ControlDouble implements BusControl {
    final List<String> done = new CopyOnWriteArrayList<>();
    volatile String refusal = "";

    @Override
    public Optional<String> set(Command.SetTiming timing) {
        return does(timing.toString());
    }

    @Override
    public Optional<String> set(Command.SetModes modes) {
        return does(modes.toString());
    }

    @Override
    public Optional<String> start(String bus) {
        return does("start " + bus);
    }

    private Optional<String> does(String what) {
        done.add(what);
        return Optional.of(refusal).filter(why -> !why.isEmpty());
    }
}

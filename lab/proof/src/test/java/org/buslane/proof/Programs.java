package org.buslane.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Debian's programs on the buses of one gateway, all run by one caller: {@code can0} and {@code can2} are CAN FD,
 * {@code can1} is classic, and the lane {@code ecu} leads to the same buses.
 */
final class Programs {
    private static final String CONFIG = """
            buses:
              - can0
              - {name: can1, kind: classic}
              - can2
            lanes:
              - name: local
                interfaces: &all
                  - {name: can0, read: allr, write: allr, error-frames: true}
                  - {name: can1, read: allr, write: allr, error-frames: true}
                  - {name: can2, read: allr, write: allr, error-frames: true}
              - {name: ecu, interfaces: *all}
            """;

    private final Place place;
    private final Caller caller;
    private final Gateway gateway;

    private Programs(Place place, Gateway gateway, Caller caller) {
        this.place = place;
        this.gateway = gateway;
        this.caller = caller;
    }

    /** With a gateway of their own. */
    static Programs start(Place place) {
        Gateway gateway = place.up("--config", place.file("buses.yaml", CONFIG).toString());
        return new Programs(place, gateway, Caller.SELF);
    }

    /** On the same buses, run by somebody else. */
    Programs as(Caller other) {
        return new Programs(place, gateway, other);
    }

    Place place() {
        return place;
    }

    Gateway gateway() {
        return gateway;
    }

    /** {@code ./buslane run -- NAME WORDS}. */
    Command command(String name, String... words) {
        return run(path(name), words);
    }

    /** A program of ours, as it stands in the build folder. */
    Command ours(String name, String... words) {
        return run(place.checkout().testProgram(name).toString(), words);
    }

    /** Starts a reader and waits until whatever is sent from now on is its to read. */
    Running listen(String name, String... words) {
        return listen(1, command(name, words));
    }

    Running listen(int sockets, Command command) {
        Running reader = command.start();
        gateway.awaitBound(reader, sockets);
        return reader;
    }

    /** One {@code cansend} after the other. */
    void send(String bus, String... frames) {
        sendFrom("local", bus, frames);
    }

    /** The same from another lane, which for a reader is another host. */
    void sendFrom(String lane, String bus, String... frames) {
        String each = "program=$1 bus=$2; shift 2; for frame; do \"$program\" \"$bus\" \"$frame\" || exit; done";
        Stream<String> line = Stream.concat(
                Stream.of("run", "--lane", lane, "--", "sh", "-c", each, "sh", path("cansend"), bus),
                Stream.of(frames));
        place.buslane(line.toArray(String[]::new)).as(caller).finish().successfully();
    }

    /** {@code ./buslane run -- PROGRAM WORDS} with any program. */
    Command run(String program, String... words) {
        List<String> line = new ArrayList<>(List.of("run", "--", program));
        line.addAll(List.of(words));
        return place.buslane(line.toArray(String[]::new)).as(caller);
    }

    String path(String name) {
        return place.checkout().program(name).toString();
    }
}

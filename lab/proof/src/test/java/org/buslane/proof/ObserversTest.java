package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Debian's cansniffer, cansequence and canbusload. */
@ParameterizedClass(name = "as {0}")
@EnumSource(names = {"SELF", "STRANGER"})
@ExtendWith(PlaceExtension.class)
class ObserversTest {
    private static final Pattern LOAD = Pattern.compile(" *can0@500000 +(\\d+) .*");

    private final Programs programs;

    ObserversTest(Caller caller, Programs programs) {
        this.programs = programs.as(caller);
    }

    @AfterAll
    static void everyFrameIsAccountedFor(Programs programs) {
        Balance.check(programs.gateway().status());
    }

    @Test
    void cansnifferShowsTheContentOfEachId() {
        // It is made for a terminal: into a pipe it would say nothing until it has said much.
        Command command = programs.run("stdbuf", "-o0", programs.path("cansniffer"), "-t", "0", "can0");
        try (Running sniffer = programs.listen(1, command.keepingInput())) {
            programs.send("can0", "123#1122", "456#AABBCC");
            sniffer.awaitWords("123 | 11 22");
            sniffer.awaitWords("456 | AA BB CC");
            programs.send("can0", "123#1133");
            sniffer.awaitWords("123 | 11 33");
            sniffer.type("q").finish().successfully();
        }
    }

    @Test
    void cansequenceFindsNoFrameMissing() {
        try (Running receiver = programs.listen("cansequence", "-r", "--quit=1", "can0")) {
            programs.command("cansequence", "--poll", "--loop=250", "can0")
                    .finish()
                    .successfully();
            receiver.await("have got all", () -> delivered(receiver) == 250);
            assertThat(receiver.isAlive()).isTrue();
            assertThat(receiver.terminate().out()).doesNotContain("missing");
        }
    }

    @Test
    void cansequenceFindsAFrameMissing() {
        try (Running receiver = programs.listen("cansequence", "-r", "--quit=1", "can0")) {
            programs.send("can0", "002#00", "002#01", "002#03");
            Finished finished = receiver.finish();
            assertThat(finished.status()).isNotZero();
            assertThat(finished.err() + finished.out()).contains("expected:   2");
        }
    }

    @Test
    void canbusloadCountsEveryFrame() {
        try (Running load = programs.listen("canbusload", "can0@500000")) {
            programs.command("cangen", "-g", "0", "-n", "100", "-L", "8", "can0")
                    .finish()
                    .successfully();
            load.await("count 100 frames", () -> counted(load) == 100);
            load.interrupt().successfully();
        }
    }

    private static long counted(Running load) {
        return load.out().stream()
                .map(LOAD::matcher)
                .filter(Matcher::matches)
                .mapToLong(line -> Long.parseLong(line.group(1)))
                .sum();
    }

    private long delivered(Running reader) {
        return programs.gateway()
                .sockets()
                .filter(socket -> socket.pid() == reader.pid())
                .mapToLong(socket -> socket.read().delivered())
                .sum();
    }
}

package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A C program as people write them, native/tests/epollreader.c: two sockets, one of them CAN FD, filters, epoll,
 * recvmsg with time stamps and drop counts.
 */
@ParameterizedClass(name = "as {0}")
@EnumSource(names = {"SELF", "STRANGER"})
@ExtendWith(PlaceExtension.class)
class EpollReaderTest {
    private final Programs programs;

    EpollReaderTest(Caller caller, Programs programs) {
        this.programs = programs.as(caller);
    }

    @Test
    void hearsOnEachSocketWhatItsFiltersLetThrough() {
        try (Running reader = programs.listen(2, programs.ours("epollreader", "can0", "8"))) {
            reader.awaitWords("ready");
            // Its classic socket asks for 100 to 1FF but 111, neither extended nor remote.
            programs.send("can0", "0FF#", "100#01", "111#02", "1FF#03", "200#", "123#R", "00000123#", "123##1AA");
            assertThat(reader.finish().successfully().outLines()).containsExactly("ready", "classic=2 fd=8 dropped=0");
        }
    }

    @Test
    void countsWhatItLostWhileItWasStopped() {
        try (Running reader = programs.listen(2, programs.ours("epollreader", "can0", "3001"))) {
            reader.awaitWords("ready");
            reader.signal("STOP");
            programs.command("cangen", "-g", "0", "-n", "3000", "-I", "777", "-L", "8", "can0")
                    .finish()
                    .successfully();
            reader.signal("CONT");
            // A drop is told with the next frame that gets through.
            programs.gateway().await("have room for it again", _ -> {
                programs.send("can0", "7FF#");
                return !reader.isAlive();
            });
            String counts = reader.finish().successfully().outLines().getLast();
            assertThat(counts).matches("classic=0 fd=\\d+ dropped=\\d+").doesNotEndWith("dropped=0");
        }
    }
}

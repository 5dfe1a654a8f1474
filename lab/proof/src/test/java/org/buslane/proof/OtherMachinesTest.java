package org.buslane.proof;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The layer in programs of another C library, and on another processor: the same sentences as {@link TapTest}'s. What
 * they need is Debian's musl-tools, gcc-aarch64-linux-gnu, libc6-dev-arm64-cross and qemu-user-static.
 */
@ExtendWith(PlaceExtension.class)
class OtherMachinesTest {
    private static final String[] BUSES = {"can0", "can1", "can2"};

    /** Three programs and a library, and two processors that have much else to do. */
    private static final Duration TO_BUILD = Duration.ofMinutes(5);

    private static final Duration TO_RUN = Duration.ofMinutes(3);

    private final Programs programs;
    private final Place place;

    OtherMachinesTest(Programs programs) {
        this.programs = programs;
        this.place = programs.place();
    }

    /** The headers of the kernel's are those of glibc's compiler: Debian's musl has none. */
    @TestFactory
    List<DynamicTest> programsOfMuslHaveTheSameSockets() {
        Path built = build("musl", "musl-gcc", "-idirafter /usr/include -idirafter /usr/include/x86_64-linux-gnu");
        return withAnInterfaceDown(programs.run(built.resolve("tests/rawtest").toString(), BUSES));
    }

    @TestFactory
    List<DynamicTest> programsOfAarch64HaveTheSameSockets() {
        Path built = build("aarch64", "aarch64-linux-gnu-gcc", "");
        return withAnInterfaceDown(place.command(
                        "qemu-aarch64-static",
                        "-L",
                        "/usr/aarch64-linux-gnu",
                        "-E",
                        "LD_PRELOAD=" + built.resolve("libbuslane-can.so"),
                        "-E",
                        "RAWTEST_EMULATED=1",
                        built.resolve("tests/rawtest").toString(),
                        BUSES[0],
                        BUSES[1],
                        BUSES[2])
                .with("BUSLANE_SOCKET", programs.gateway().socket("local").toString()));
    }

    private Path build(String name, String compiler, String flags) {
        Path to = place.folder().resolve(name);
        Path script = Checkout.underTest().root().resolve("native/build.sh");
        place.command("sh", script.toString(), to.toString())
                .with("CC", compiler)
                .with("CFLAGS", flags)
                .within(TO_BUILD)
                .finish()
                .successfully();
        return to;
    }

    private List<DynamicTest> withAnInterfaceDown(Command command) {
        programs.gateway().set("can2", false);
        try {
            return TapTest.sentences(command.within(TO_RUN).finish());
        } finally {
            programs.gateway().set("can2", true);
        }
    }
}

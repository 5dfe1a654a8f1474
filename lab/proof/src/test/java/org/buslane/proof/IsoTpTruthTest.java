package org.buslane.proof;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The sentences of isotptest on a virtual bus, and on a vcan of a kernel that has CAN_ISOTP: Debian's in QEMU, as
 * those of user-mode Linux have it not.
 */
@ExtendWith(PlaceExtension.class)
class IsoTpTruthTest {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** As Programs has them: can0 takes FD, can1 does not, can2 is down. */
    private static final String INTERFACES =
            "ip link set can1 down && ip link set can1 mtu 16 up && ip link set can2 down && modprobe can-isotp";

    private final Programs programs;

    IsoTpTruthTest(Programs programs) {
        this.programs = programs;
    }

    @TestFactory
    List<DynamicTest> theSentencesAreTrueOfAVirtualBus() {
        return ours(Caller.SELF);
    }

    @TestFactory
    List<DynamicTest> andForAStranger() {
        return ours(Caller.STRANGER);
    }

    private List<DynamicTest> ours(Caller caller) {
        programs.gateway().set("can2", false);
        try {
            return TapTest.sentences(programs.as(caller)
                    .ours("isotptest", "can0", "can1", "can2")
                    .within(PATIENCE)
                    .finish());
        } finally {
            programs.gateway().set("can2", true);
        }
    }

    @TestFactory
    List<DynamicTest> theSentencesAreTrueOfAKernel() {
        Place place = programs.place();
        return TapTest.sentences(place.buslane(
                        "lab",
                        "--qemu",
                        "--vcan",
                        "can0",
                        "--vcan",
                        "can1",
                        "--vcan",
                        "can2",
                        "--",
                        "sh",
                        "-c",
                        INTERFACES + " && exec \"$@\"",
                        "sh",
                        place.checkout().testProgram("isotptest").toString(),
                        "can0",
                        "can1",
                        "can2")
                .within(PATIENCE)
                .finish());
    }
}

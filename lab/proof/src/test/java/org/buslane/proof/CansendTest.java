package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Debian's cansend: every form of a frame that it knows. */
@ParameterizedClass(name = "as {0}")
@EnumSource(names = {"SELF", "STRANGER"})
@ExtendWith(PlaceExtension.class)
class CansendTest {
    /** What is typed, and what candump then logs. */
    private static final Map<String, String> FORMS = new TreeMap<>(Map.ofEntries(
            Map.entry("123#", "123#"),
            Map.entry("000#01", "000#01"),
            Map.entry("7FF#1122334455667788", "7FF#1122334455667788"),
            Map.entry("5AA#11.22.33", "5AA#112233"),
            Map.entry("00000000#01", "00000000#01"),
            Map.entry("1FFFFFFF#DEADBEEF", "1FFFFFFF#DEADBEEF"),
            Map.entry("123#R", "123#R"),
            Map.entry("123#R5", "123#R5"),
            Map.entry("12345678#R8", "12345678#R8"),
            Map.entry("123##0", "123##4"),
            Map.entry("123##1AABB", "123##5AABB"),
            Map.entry("123##2AABB", "123##6AABB"),
            Map.entry("12345678##3AABB", "12345678##7AABB"),
            // A frame of 10 bytes does not exist: cansend fills it up to 12.
            Map.entry("123##000112233445566778899", "123##4001122334455667788990000"),
            Map.entry("124##0" + "5A".repeat(64), "124##4" + "5A".repeat(64)),
            // Debian 12's version has no raw DLC yet, and leaves it out.
            Map.entry("123#1122334455667788_E", "123#1122334455667788")));

    private final Programs programs;

    CansendTest(Caller caller, Programs programs) {
        this.programs = programs.as(caller);
    }

    @AfterAll
    static void everyFrameIsAccountedFor(Programs programs) {
        Balance.check(programs.gateway().status());
    }

    @Test
    void sendsEveryFormOfAFrame() {
        try (Running candump = programs.listen("candump", "-L", "-n", "" + FORMS.size(), "can0")) {
            programs.send("can0", FORMS.keySet().toArray(String[]::new));
            assertThat(CandumpLog.frames(candump.finish().successfully().outLines()))
                    .isEqualTo(FORMS.values().stream().map("can0 "::concat).toList());
        }
    }

    @Test
    void sendsClassicFramesOnAClassicBus() {
        try (Running candump = programs.listen("candump", "-L", "-n", "1", "can1")) {
            programs.send("can1", "123#DEADBEEF");
            assertThat(CandumpLog.frames(candump.finish().successfully().outLines()))
                    .isEqualTo(List.of("can1 123#DEADBEEF"));
        }
    }

    @Test
    void doesNotSendAnFdFrameOnAClassicBus() {
        Finished cansend = programs.command("cansend", "can1", "123##1AABB").finish();
        assertThat(cansend.status()).isNotZero();
        assertThat(cansend.err() + cansend.out()).contains("CAN interface is not CAN FD capable");
    }

    @Test
    void failsOnAnInterfaceThatIsNotThere() {
        Finished cansend = programs.command("cansend", "nosuch0", "123#").finish();
        assertThat(cansend.status()).isNotZero();
        assertThat(cansend.err()).contains("No such device");
    }

    @Test
    void failsOnAnInterfaceThatIsDown() {
        programs.gateway().set("can2", false);
        try {
            Finished cansend = programs.command("cansend", "can2", "123#").finish();
            assertThat(cansend.status()).isNotZero();
            assertThat(cansend.err()).contains("Network is down");
        } finally {
            programs.gateway().set("can2", true);
        }
    }
}

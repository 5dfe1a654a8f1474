package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The programs of native/tests: each of the sentences they say is a test. */
@ParameterizedClass(name = "as {0}")
@EnumSource(names = {"SELF", "STRANGER"})
@ExtendWith(PlaceExtension.class)
class TapTest {
    private final Caller caller;
    private final Programs programs;

    TapTest(Caller caller, Programs programs) {
        this.caller = caller;
        this.programs = programs.as(caller);
    }

    @TestFactory
    List<DynamicTest> socketsAreThoseOfTheKernel() {
        programs.gateway().set("can2", false);
        try {
            return sentences(programs.ours("rawtest", "can0", "can1", "can2").finish());
        } finally {
            programs.gateway().set("can2", true);
        }
    }

    @TestFactory
    List<DynamicTest> broadcastManagersAreThoseOfTheKernel() {
        programs.gateway().set("can2", false);
        try {
            return sentences(programs.ours("bcmtest", "can0", "can1", "can2").finish());
        } finally {
            programs.gateway().set("can2", true);
        }
    }

    @TestFactory
    List<DynamicTest> theKeeperKeepsDescriptors() {
        Place place = programs.place();
        return sentences(place.command(
                        place.checkout().testProgram("keeptest").toString(),
                        place.checkout().current().resolve("buslane-keep").toString())
                .as(caller)
                .finish());
    }

    /**
     * TAP: what it says of each check, and that it came to its end. Only for want of root may a check be left out, or as
     * an emulator cannot do what it takes.
     */
    static List<DynamicTest> sentences(Finished finished) {
        List<DynamicTest> sentences = new ArrayList<>();
        for (String line : finished.outLines()) {
            if (line.startsWith("ok ") || line.startsWith("not ok ")) {
                String sentence = line.substring(line.indexOf(" - ") + 3);
                sentences.add(dynamicTest(sentence, () -> {
                    assumeThat(line).doesNotContain("# SKIP needs root").doesNotContain("# SKIP emulated");
                    assertThat(line).as(finished::toString).startsWith("ok ").doesNotContain("# SKIP");
                }));
            }
        }
        int said = sentences.size();
        sentences.add(dynamicTest(
                "all of it",
                () -> assertThat(finished.successfully().outLines()).contains("1.." + said)));
        return sentences;
    }
}

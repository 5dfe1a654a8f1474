package org.buslane.proof.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That the rules would fail: in a small house beside this test each of them is broken. */
class PlantedViolationsTest {
    private static final Arrows PLANTED = new Arrows("org.buslane.proof.house.planted", Arrows.OF_THE_HOUSE);
    private static final JavaClasses HOUSE = new ClassFileImporter().importPackages(PLANTED.root());

    @Test
    void anUpwardArrowIsFound() {
        assertThat(violations(Rules.arrowsPointDown(PLANTED)))
                .anyMatch(line -> line.contains("core.KnowsAboveManager") && line.contains("virtual.CallsOut"));
    }

    @Test
    void whatLinuxMayKnowOfCoreIsItsFrames() {
        assertThat(violations(Rules.arrowsPointDown(PLANTED)))
                .anyMatch(line -> line.contains("linux.KnowsTooMuch") && line.contains("core.KnowsAboveManager"));
        assertThat(PLANTED.allows(PLANTED.root() + ".linux", PLANTED.root() + ".core.frame"))
                .isTrue();
        assertThat(PLANTED.allows(PLANTED.root() + ".linux", PLANTED.root() + ".core.frames"))
                .isFalse();
    }

    @Test
    void anArrowDownIsNoViolation() {
        assertThat(violations(Rules.arrowsPointDown(PLANTED)))
                .noneMatch(line -> line.startsWith("Field <" + PLANTED.root() + ".virtual"));
    }

    @Test
    void aCycleIsFound() {
        assertThat(violations(Rules.packagesAreFreeOfCycles(PLANTED)))
                .anyMatch(line -> line.contains("core") && line.contains("virtual"));
    }

    @Test
    void anEmptyNameIsFound() {
        assertThat(violations(Rules.namesSayWhatAClassIs(PLANTED)))
                .singleElement()
                .asString()
                .contains("KnowsAboveManager");
    }

    @Test
    void aCallOutOfJavaIsFound() {
        assertThat(violations(Rules.onlyLinuxCallsOutOfJava(PLANTED)))
                .isNotEmpty()
                .allMatch(line -> line.contains("virtual.CallsOut"));
    }

    private static List<String> violations(ArchRule rule) {
        return rule.evaluate(HOUSE).getFailureReport().getDetails();
    }
}

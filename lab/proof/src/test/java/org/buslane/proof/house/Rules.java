package org.buslane.proof.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import java.lang.foreign.Linker;

/** The rules of the house, for whatever package it stands in. */
final class Rules {
    private Rules() {}

    static ArchRule arrowsPointDown(Arrows arrows) {
        return classes().that(arrows.theHouse()).should(arrows.pointDown());
    }

    static ArchRule packagesAreFreeOfCycles(Arrows arrows) {
        return slices().matching(arrows.root() + ".(**)").should().beFreeOfCycles();
    }

    /** Such a name says that nobody knew what the class is. */
    static ArchRule namesSayWhatAClassIs(Arrows arrows) {
        return classes().that(arrows.theHouse()).should().haveNameNotMatching(".*(Utils?|Helper|Manager|Impl)(\\$.*)?");
    }

    /** Native memory may be anybody's; calling out of Java is the business of one module. */
    static ArchRule onlyLinuxCallsOutOfJava(Arrows arrows) {
        return noClasses()
                .that(arrows.theHouse())
                .and()
                .resideOutsideOfPackage(arrows.root() + ".linux..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Linker.class);
    }
}

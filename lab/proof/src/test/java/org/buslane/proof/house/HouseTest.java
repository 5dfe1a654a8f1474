package org.buslane.proof.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.File;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house as it is built. */
class HouseTest {
    private static final Arrows ARROWS = new Arrows("org.buslane", Arrows.OF_THE_HOUSE);
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages("org.buslane");

    @Test
    void everyPartIsLookedAt() {
        Set<String> parts = HOUSE.stream()
                .map(JavaClass::getPackageName)
                .map(ARROWS::partOf)
                .collect(Collectors.toSet());
        assertThat(parts).isEqualTo(ARROWS.parts());
    }

    @Test
    void arrowsPointDown() {
        Rules.arrowsPointDown(ARROWS).check(HOUSE);
    }

    @Test
    void packagesAreFreeOfCycles() {
        Rules.packagesAreFreeOfCycles(ARROWS).check(HOUSE);
    }

    @Test
    void namesSayWhatAClassIs() {
        Rules.namesSayWhatAClassIs(ARROWS).check(HOUSE);
    }

    @Test
    void onlyLinuxCallsOutOfJava() {
        Rules.onlyLinuxCallsOutOfJava(ARROWS).check(HOUSE);
    }

    @Test
    void modulesRequireOnlyWhatIsBelow() {
        List<ModuleDescriptor> modules = modules();
        assertThat(modules)
                .extracting(module -> ARROWS.partOf(module.name()))
                .as("a part has one module or several")
                .hasSameElementsAs(ARROWS.parts());
        for (ModuleDescriptor module : modules) {
            assertThat(module.requires())
                    .as(module.name())
                    .extracting(ModuleDescriptor.Requires::name)
                    .filteredOn(name -> !ARROWS.partOf(name).isEmpty())
                    .allMatch(below -> mayRequire(ARROWS.partOf(module.name()), ARROWS.partOf(below)));
        }
    }

    private static boolean mayRequire(String part, String other) {
        return other.equals(part) || ARROWS.below(part).contains(other);
    }

    private static List<ModuleDescriptor> modules() {
        String checkout = System.getProperty("buslane.checkout", "../..");
        Path[] places = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(place -> place.startsWith(checkout) && !place.endsWith("test-classes"))
                .map(Path::of)
                .toArray(Path[]::new);
        return ModuleFinder.of(places).findAll().stream()
                .map(ModuleReference::descriptor)
                .filter(module -> module.name().startsWith("org.buslane."))
                .toList();
    }
}

package org.buslane.proof.house;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which part of the house may know which: arrows point down only. A part is a module and the package of its name,
 * with those whose names go on below it; where a value names a package below that, only this one may be known.
 */
record Arrows(String root, Map<String, List<String>> allowed) {
    static final Map<String, List<String>> OF_THE_HOUSE = Map.of(
            "core", List.of(),
            "linux", List.of("core.frame"),
            "virtual", List.of("core", "linux"),
            "lane", List.of("core", "linux"),
            "tunnel", List.of("core", "linux"),
            "runtime", List.of("core", "linux"),
            "node", List.of("core", "linux", "virtual", "lane", "tunnel", "runtime"),
            "lab", List.of("core", "linux", "virtual"),
            "cli", List.of("core", "linux", "virtual", "lane", "tunnel", "node", "lab"));

    Set<String> parts() {
        return allowed.keySet();
    }

    /** The part that a package belongs to: empty if it is nobody's of the house. */
    String partOf(String packageName) {
        if (!packageName.startsWith(root + ".")) {
            return "";
        }
        String inside = packageName.substring(root.length() + 1);
        int dot = inside.indexOf('.');
        return dot < 0 ? inside : inside.substring(0, dot);
    }

    boolean allows(String from, String to) {
        return partOf(to).isEmpty()
                || partOf(from).equals(partOf(to))
                || allowed.getOrDefault(partOf(from), List.of()).stream()
                        .anyMatch(below -> (to + ".").startsWith(root + "." + below + "."));
    }

    /** The parts that one may know, were it only a package of theirs. */
    Set<String> below(String part) {
        return allowed.getOrDefault(part, List.of()).stream()
                .map(below -> partOf(root + "." + below))
                .collect(Collectors.toSet());
    }

    ArchCondition<JavaClass> pointDown() {
        return new ArchCondition<>("know only what is below") {
            @Override
            public void check(JavaClass from, ConditionEvents events) {
                for (Dependency arrow : from.getDirectDependenciesFromSelf()) {
                    if (!allows(from.getPackageName(), arrow.getTargetClass().getPackageName())) {
                        events.add(SimpleConditionEvent.violated(arrow, arrow.getDescription()));
                    }
                }
            }
        };
    }

    DescribedPredicate<JavaClass> theHouse() {
        return DescribedPredicate.describe(
                "the classes of " + root, each -> each.getPackageName().startsWith(root + "."));
    }
}

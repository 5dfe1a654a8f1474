package org.buslane.lab.supply;

import java.util.List;

/**
 * Which packages a part is made of.
 *
 * @param name the part's folder
 * @param title what a person calls it
 * @param suite the Debian they come from
 * @param packages what is asked for; apt adds what these depend on
 * @param leftOut what apt is told is there already: what only maintainer scripts need, and they never run
 */
record Recipe(String name, String title, String suite, List<String> packages, List<String> leftOut) {
    Recipe {
        packages = List.copyOf(packages);
        leftOut = List.copyOf(leftOut);
    }

    Recipe(String name, String title, String suite, List<String> packages) {
        this(name, title, suite, packages, List.of());
    }

    /** The text that tells one recipe's result from another's; {@code layout} changes with the code that unpacks. */
    String stamp(int layout) {
        return "layout %d%nsuite %s%npackages %s%nleft out %s%n"
                .formatted(layout, suite, String.join(" ", packages), String.join(" ", leftOut));
    }

    /** A dpkg status file in which the packages left out are installed, in a version new enough for anybody. */
    String status() {
        StringBuilder text = new StringBuilder();
        for (String each : leftOut) {
            text.append("Package: ").append(each).append('\n');
            text.append("Status: install ok installed\nArchitecture: amd64\nVersion: 9:9999\n");
            text.append("Maintainer: nobody <nobody@invalid>\nDescription: left out\n\n");
        }
        return text.toString();
    }
}

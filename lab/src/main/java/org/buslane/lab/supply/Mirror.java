package org.buslane.lab.supply;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Where this machine gets Debian from.
 *
 * @param main address of the archive
 * @param updates whether the machine uses the archive's {@code -updates}
 * @param security address of the security archive, if the machine uses one
 */
record Mirror(String main, boolean updates, Optional<String> security) {
    /** Debian's names alone: Ubuntu's archives have other packages under the same paths. */
    private static final Pattern RELEASE = Pattern.compile(
            "(buster|bullseye|bookworm|trixie|forky|duke|sid|(old)*stable|testing|unstable)(?<pocket>[-/][a-z-]+)?");

    /** One line of apt's own list of what it would download: {@code URI RELEASE}. */
    private record Target(String uri, String pocket) {}

    static final String FORMAT = "$(REPO_URI) $(RELEASE)";

    /**
     * Reads what {@code apt-get indextargets --no-release-info --format} {@link #FORMAT} prints; a mirror the caller
     * asked for comes before the machine's main one.
     */
    static Optional<Mirror> of(List<String> indexTargets, Optional<String> asked) {
        List<Target> targets = indexTargets.stream()
                .map(Mirror::target)
                .flatMap(Optional::stream)
                .toList();
        Predicate<Target> security = each -> each.pocket.equals("-security") || each.pocket.equals("/updates");
        Predicate<Target> updates = each -> each.pocket.equals("-updates");
        Predicate<Target> main = each -> each.pocket.isEmpty();
        return asked.map(Mirror::slash)
                .or(() -> first(targets, main))
                .map(uri -> new Mirror(uri, targets.stream().anyMatch(updates), first(targets, security)));
    }

    private static Optional<String> first(List<Target> targets, Predicate<Target> wanted) {
        return targets.stream().filter(wanted).map(Target::uri).findFirst();
    }

    private static Optional<Target> target(String line) {
        int space = line.indexOf(' ');
        if (space < 0 || line.startsWith("cdrom:")) {
            return Optional.empty();
        }
        var release = RELEASE.matcher(line.substring(space + 1).strip());
        if (!release.matches()) {
            return Optional.empty();
        }
        String pocket = release.group("pocket");
        return Optional.of(new Target(slash(line.substring(0, space)), pocket == null ? "" : pocket));
    }

    private static String slash(String uri) {
        return uri.endsWith("/") ? uri : uri + "/";
    }

    /** The text of a {@code .sources} file (sources.list(5)) for a Debian, checked by the keyring if one is named. */
    String sources(String suite, Optional<String> keyring) {
        String text = stanza(main, updates ? suite + " " + suite + "-updates" : suite, keyring);
        return security.map(uri -> text + "\n" + stanza(uri, suite + "-security", keyring))
                .orElse(text);
    }

    private static String stanza(String uri, String suites, Optional<String> keyring) {
        return "Types: deb\nURIs: " + uri + "\nSuites: " + suites + "\nComponents: main\n"
                + keyring.map(file -> "Signed-By: " + file + "\n").orElse("");
    }
}

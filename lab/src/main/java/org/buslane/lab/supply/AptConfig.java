package org.buslane.lab.supply;

import java.nio.file.Path;
import java.util.List;

/** The configuration of an apt that uses the machine's network settings and keys, and none of its folders. */
final class AptConfig {
    /** What of the machine's own configuration stays in force: how to reach servers, how to log in, whom to trust. */
    private static final List<String> KEPT =
            List.of("Acquire::", "Dir \"", "Dir::Etc \"", "Dir::Etc::netrc", "Dir::Etc::trusted", "Dir::Bin::");

    /** Nobody reads descriptions or icons here. */
    private static final List<String> DROPPED =
            List.of("Acquire::IndexTargets", "Acquire::Languages", "Acquire::Changelogs");

    private AptConfig() {}

    /**
     * The text of the file for APT_CONFIG. Nothing else is read then: hooks of the machine would work on the machine.
     *
     * @param dump what {@code apt-config dump} prints
     * @param home folder of this apt's own: {@code debian.sources}, lists, caches
     */
    static String text(List<String> dump, Path home) {
        StringBuilder text = new StringBuilder();
        dump.stream().filter(AptConfig::stays).forEach(line -> text.append(line).append('\n'));
        set(text, "Dir::State", home + "/state/");
        set(text, "Dir::Cache", home + "/cache/");
        set(text, "Dir::Cache::srcpkgcache", "");
        set(text, "Dir::Etc::sourcelist", home + "/debian.sources");
        for (String none : List.of("sourceparts", "parts", "main", "preferences", "preferencesparts")) {
            set(text, "Dir::Etc::" + none, "/dev/null");
        }
        // Root's apt downloads as _apt, which may not enter the folders of whoever owns the checkout.
        set(text, "APT::Sandbox::User", "root");
        set(text, "APT::Architecture", "amd64");
        set(text, "APT::Architectures::", "amd64");
        set(text, "APT::Install-Recommends", "false");
        set(text, "APT::Install-Suggests", "false");
        set(text, "Acquire::Languages", "none");
        set(text, "Acquire::Retries", "3");
        return text.toString();
    }

    private static boolean stays(String line) {
        return KEPT.stream().anyMatch(line::startsWith) && DROPPED.stream().noneMatch(line::startsWith);
    }

    private static void set(StringBuilder text, String name, String value) {
        text.append(name).append(" \"").append(value).append("\";\n");
    }
}

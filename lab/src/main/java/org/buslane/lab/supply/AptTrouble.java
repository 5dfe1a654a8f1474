package org.buslane.lab.supply;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What apt's complaints mean to somebody who wants a lab. */
final class AptTrouble {
    private AptTrouble() {}

    /**
     * One sentence.
     *
     * @param wanted what was to be fetched
     * @param suite the Debian it is of
     * @param output what apt said, the last line last
     */
    static String sentence(String wanted, String suite, List<String> output) {
        String all = String.join("\n", output).toLowerCase(Locale.ROOT);
        String start = "cannot fetch " + wanted + ": ";
        if (all.contains("no_pubkey") || all.contains("public key is not available") || all.contains("missing key")) {
            return start + "this machine's keyrings do not know the keys of Debian " + suite
                    + ": install a newer debian-archive-keyring, or name a keyring file in BUSLANE_DEBIAN_KEYRING";
        }
        if (all.contains("no space left on device") || all.contains("don't have enough free space")) {
            return start + "the disk is full";
        }
        if (all.contains("unable to locate package") || all.contains("has no installation candidate")) {
            return start + "the mirror's Debian " + suite + " does not have it (" + complaint(output) + ")";
        }
        return start + complaint(output);
    }

    /** Whether lists that are older than the mirror explain it: packages move on, and their files go. */
    static boolean mayBeOldLists(List<String> output) {
        return output.stream()
                .anyMatch(line -> line.contains("404")
                        || line.contains("Hash Sum mismatch")
                        || line.contains("Unable to locate package")
                        || line.contains("has no installation candidate"));
    }

    /** The first error is the cause, the later ones follow from it. */
    private static String complaint(List<String> output) {
        return first(output, "E: ")
                .or(() -> first(output, "W: "))
                .or(() -> first(output, "Err:"))
                .orElse(
                        output.isEmpty()
                                ? "apt-get failed and did not say why"
                                : output.getLast().strip());
    }

    private static Optional<String> first(List<String> output, String mark) {
        return output.stream()
                .filter(line -> line.startsWith(mark))
                .map(line -> line.substring(mark.length()).strip().replaceAll("\\s+", " "))
                .findFirst();
    }
}

package org.buslane.node.config;

import java.util.Collection;
import java.util.Optional;

/** Finds what a misspelt word was meant to be. */
final class Nearest {
    /** More slips than this and the word was meant to be something else. */
    private static final int SLIPS = 2;

    private Nearest() {}

    /** The word that {@code typed} is at most two slips away from; empty if there is none. */
    static Optional<String> to(String typed, Collection<String> words) {
        String best = "";
        int least = SLIPS + 1;
        for (String word : words) {
            int slips = slips(typed, word);
            // Two slips of two letters would make anything of anything.
            if (slips < least && slips < word.length()) {
                best = word;
                least = slips;
            }
        }
        return least <= SLIPS ? Optional.of(best) : Optional.empty();
    }

    /** Levenshtein's distance: letters put in, left out or mistaken. */
    private static int slips(String a, String b) {
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int same = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(same, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[b.length()];
    }
}

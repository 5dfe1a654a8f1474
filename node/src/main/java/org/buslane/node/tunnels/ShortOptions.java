package org.buslane.node.tunnels;

import java.util.ArrayList;
import java.util.List;
import org.buslane.node.NodeException;

/** Options of one letter as getopt(3) takes them: {@code -sp}, {@code -l 20001}, {@code -l20001}, {@code --}. */
final class ShortOptions {
    /**
     * An option that was typed.
     *
     * @param value empty if it takes none
     */
    record Typed(char letter, String value) {}

    private ShortOptions() {}

    /**
     * In their order.
     *
     * @param valued letters that take a value
     * @param flags letters that take none
     * @throws NodeException for a letter that is in neither, a value that is missing, and a word that is no option
     */
    static List<Typed> read(List<String> words, String valued, String flags) {
        List<Typed> typed = new ArrayList<>();
        int next = 0;
        while (next < words.size()) {
            String word = words.get(next++);
            if (word.equals("--") && next == words.size()) {
                break;
            }
            if (word.length() < 2 || word.charAt(0) != '-' || word.equals("--")) {
                String stray = word.equals("--") ? words.get(next) : word;
                throw new NodeException("'" + stray + "' belongs to no option");
            }
            for (int at = 1; at < word.length(); at++) {
                char letter = word.charAt(at);
                if (flags.indexOf(letter) >= 0) {
                    typed.add(new Typed(letter, ""));
                } else if (valued.indexOf(letter) < 0) {
                    throw new NodeException("there is no option -" + letter + " in '" + word + "'");
                } else if (at + 1 < word.length()) {
                    typed.add(new Typed(letter, word.substring(at + 1)));
                    break;
                } else if (next < words.size()) {
                    typed.add(new Typed(letter, words.get(next++)));
                } else {
                    throw new NodeException("-" + letter + " lacks its value");
                }
            }
        }
        return typed;
    }
}

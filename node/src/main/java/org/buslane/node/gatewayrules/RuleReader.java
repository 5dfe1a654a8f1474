package org.buslane.node.gatewayrules;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.buslane.linux.netlink.GatewayFilter;
import org.buslane.linux.netlink.GatewayFlag;
import org.buslane.linux.netlink.GatewayModification;
import org.buslane.linux.netlink.GatewayRule;
import org.buslane.node.NodeException;

/**
 * Reads cangw's words as getopt(3) does, letters together and values attached or not; of a letter that is there twice
 * the last counts. What cangw takes without a word and forgets is a mistake here.
 */
final class RuleReader {
    private static final Map<Character, GatewayFlag> FLAGS = Map.of(
            'X', GatewayFlag.FD,
            't', GatewayFlag.KEEP_TIMESTAMP,
            'e', GatewayFlag.ECHO,
            'i', GatewayFlag.BACK_TO_ORIGIN);
    private static final String WITH_VALUE = "sdulfmMxcp";

    /** What cangw does with a rule; here that is a word of its own. */
    private static final String ACTIONS = "ADFL";

    private static final int INVERTED = 0x20000000;

    private final Set<GatewayFlag> flags = EnumSet.noneOf(GatewayFlag.class);
    private final Map<Character, String> values = new HashMap<>();
    private final List<String> classic = new ArrayList<>();
    private final List<String> fd = new ArrayList<>();

    private RuleReader() {}

    static NamedRule read(List<String> words) {
        RuleReader reader = new RuleReader();
        reader.take(new ArrayDeque<>(words));
        return reader.rule();
    }

    private void take(Deque<String> words) {
        while (!words.isEmpty()) {
            String word = words.pop();
            if (word.isEmpty()) {
                continue;
            }
            if (!word.startsWith("-") || word.length() == 1 || word.equals("--")) {
                throw new NodeException("'%s' is no letter of cangw's for a rule".formatted(word));
            }
            takeLetters(word, words);
        }
    }

    private void takeLetters(String word, Deque<String> words) {
        for (int at = 1; at < word.length(); at++) {
            char letter = word.charAt(at);
            GatewayFlag flag = FLAGS.get(letter);
            if (flag != null) {
                flags.add(flag);
            } else if (WITH_VALUE.indexOf(letter) >= 0) {
                takeValue(letter, word.substring(at + 1), words);
                return;
            } else if (ACTIONS.indexOf(letter) >= 0) {
                throw new NodeException("-%s is a word here: gw add, gw delete or gw list".formatted(letter));
            } else {
                throw new NodeException("cangw has no letter -%s".formatted(letter));
            }
        }
    }

    private void takeValue(char letter, String attached, Deque<String> words) {
        if (attached.isEmpty() && words.isEmpty()) {
            throw new NodeException("-%s lacks its value".formatted(letter));
        }
        String value = attached.isEmpty() ? words.pop() : attached;
        switch (letter) {
            case 'm' -> classic.add(value);
            case 'M' -> fd.add(value);
            default -> values.put(letter, value);
        }
    }

    private NamedRule rule() {
        boolean isFd = flags.contains(GatewayFlag.FD);
        if (!(isFd ? classic : fd).isEmpty()) {
            throw new NodeException(
                    isFd ? "a rule with -X modifies CAN FD frames: -M, not -m" : "-M modifies CAN FD frames: add -X");
        }
        if (values.containsKey('p') && !values.containsKey('c')) {
            throw new NodeException("-p is the profile of a CRC-8: add -c");
        }
        List<GatewayModification> modifications = (isFd ? fd : classic)
                .stream().map(text -> ModificationText.read(text, isFd)).toList();
        String from = name('s', "from which interface");
        String to = name('d', "to which interface");
        try {
            return new NamedRule(
                    from,
                    to,
                    new GatewayRule(
                            NamedRule.UNKNOWN,
                            NamedRule.UNKNOWN,
                            flags,
                            value('f').map(RuleReader::filter).orElse(GatewayFilter.ALL),
                            value('l').map(RuleReader::hops).orElse(OptionalInt.empty()),
                            modifications,
                            value('u').map(RuleReader::uid).orElse(OptionalInt.empty()),
                            value('x').map(ChecksumText::xor),
                            value('c').map(text -> ChecksumText.crc8(text, value('p')))));
        } catch (IllegalArgumentException e) {
            throw new NodeException(String.valueOf(e.getMessage()), e);
        }
    }

    private Optional<String> value(char letter) {
        return Optional.ofNullable(values.get(letter));
    }

    private String name(char letter, String question) {
        return value(letter)
                .filter(name -> !name.isEmpty())
                .orElseThrow(() -> new NodeException("%s? -%s says it".formatted(question, letter)));
    }

    private static GatewayFilter filter(String text) {
        int colon = text.indexOf(':');
        int at = colon >= 0 ? colon : text.indexOf('~');
        if (at < 0) {
            throw new NodeException("'%s' is no filter: -f takes ID:MASK, or ID~MASK for all others".formatted(text));
        }
        int id = Numbers.hex("the id of -f " + text, text.substring(0, at));
        int mask = Numbers.hex("the mask of -f " + text, text.substring(at + 1));
        return new GatewayFilter(colon >= 0 ? id : id | INVERTED, mask);
    }

    private static OptionalInt hops(String text) {
        return OptionalInt.of(Numbers.decimal("the hop limit of -l", text, 1, 255));
    }

    /** 0 is none, to cangw too. */
    private static OptionalInt uid(String text) {
        int uid = Numbers.hex("the uid of -u", text);
        return uid == 0 ? OptionalInt.empty() : OptionalInt.of(uid);
    }
}

package org.buslane.core.policy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The rules that share one mask, found by the masked id: a hash table with open addressing. */
final class MaskTable {
    private static final int EMPTY = -1;

    private final int mask;
    private final int firstRule;
    private final int[] keys;
    private final int[] rules;

    private MaskTable(int mask, Map<Integer, Integer> ruleOfKey) {
        this.mask = mask;
        this.firstRule = ruleOfKey.values().iterator().next();
        // A quarter full at most, so that runs of taken places stay short.
        int size = Integer.highestOneBit(ruleOfKey.size()) << 3;
        keys = new int[size];
        rules = new int[size];
        Arrays.fill(keys, EMPTY);
        ruleOfKey.forEach((key, rule) -> {
            int at = place(key);
            while (keys[at] != EMPTY) {
                at = at + 1 & size - 1;
            }
            keys[at] = key;
            rules[at] = rule;
        });
    }

    /** The lowest index of its rules. */
    int firstRule() {
        return firstRule;
    }

    int find(int id) {
        int key = id & mask;
        for (int at = place(key); keys[at] != EMPTY; at = at + 1 & keys.length - 1) {
            if (keys[at] == key) {
                return rules[at];
            }
        }
        return Matcher.NO_RULE;
    }

    /** Fibonacci hashing: masked ids have their changing bits anywhere. */
    private int place(int key) {
        return (key * 0x9E3779B9) >>> (32 - Integer.numberOfTrailingZeros(keys.length));
    }

    /** Collects rules in written order; the first for a masked id stays. */
    static final class Builder {
        private final int mask;
        private final Map<Integer, Integer> ruleOfKey = new LinkedHashMap<>();

        Builder(int mask) {
            this.mask = mask;
        }

        int mask() {
            return mask;
        }

        void add(int key, int rule) {
            ruleOfKey.putIfAbsent(key, rule);
        }

        MaskTable build() {
            return new MaskTable(mask, ruleOfKey);
        }
    }
}

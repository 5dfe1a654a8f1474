package org.buslane.node.client;

import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import org.buslane.core.frame.IdWord;
import org.buslane.node.NodeException;

/**
 * What a dump lets through, in candump's syntax, hexadecimal all of it:
 *
 * <pre>
 * ID:MASK     frames whose id equals ID in the bits of MASK; 8 digits of ID are an extended id
 * ID~MASK     all frames but those
 * #MASK       error frames of these classes (linux/can/error.h)
 * j           a frame must pass every id filter, not just one of them
 * </pre>
 *
 * @param ids none lets every data frame through, as candump does
 */
public record DumpFilters(List<IdFilter> ids, int errorMask, boolean join) {
    /** CAN_INV_FILTER: the same bit as CAN_ERR_FLAG, which a filter's id cannot mean. */
    private static final int INVERTED = IdWord.ERROR;

    private static final int EXTENDED_DIGITS = 8;

    /** CAN_RAW_FILTER_MAX. */
    private static final int MOST = 512;

    /** A struct can_filter. */
    public record IdFilter(int id, int mask) {}

    public DumpFilters {
        ids = List.copyOf(ids);
    }

    /**
     * Reads filters.
     *
     * @param texts each one filter, or several with commas between them
     * @throws NodeException naming the filter that is none
     */
    public static DumpFilters parse(List<String> texts) {
        List<IdFilter> ids = new ArrayList<>();
        int errorMask = 0;
        boolean join = false;
        for (String text : texts) {
            StringTokenizer filters = new StringTokenizer(text, ",");
            if (!filters.hasMoreTokens()) {
                throw bad(text);
            }
            while (filters.hasMoreTokens()) {
                String filter = filters.nextToken();
                if (filter.equalsIgnoreCase("j")) {
                    join = true;
                } else if (filter.startsWith("#")) {
                    errorMask |= hex(filter, filter.substring(1)) & IdWord.EXTENDED_MASK;
                } else {
                    ids.add(idFilter(filter));
                }
            }
        }
        if (ids.size() > MOST) {
            throw new NodeException("a socket takes at most %d id filters, not %d".formatted(MOST, ids.size()));
        }
        return new DumpFilters(ids, errorMask, join);
    }

    /** Id and mask of each, as setsockopt(CAN_RAW_FILTER) takes them. */
    public int[] idMaskPairs() {
        int[] pairs = new int[2 * ids.size()];
        for (int i = 0; i < ids.size(); i++) {
            pairs[2 * i] = ids.get(i).id();
            pairs[2 * i + 1] = ids.get(i).mask();
        }
        return pairs;
    }

    private static IdFilter idFilter(String filter) {
        int colon = filter.indexOf(':');
        int tilde = filter.indexOf('~');
        int split = Math.max(colon, tilde);
        if (split < 0 || Math.min(colon, tilde) >= 0) {
            throw bad(filter);
        }
        int id = hex(filter, filter.substring(0, split));
        if (split == EXTENDED_DIGITS) {
            id |= IdWord.EXTENDED;
        }
        // candump clears this bit too: error frames have a mask of their own.
        int mask = hex(filter, filter.substring(split + 1)) & ~IdWord.ERROR;
        return new IdFilter(split == tilde ? id | INVERTED : id & ~INVERTED, mask);
    }

    private static int hex(String filter, String digits) {
        if (digits.isEmpty() || digits.length() > EXTENDED_DIGITS) {
            throw bad(filter);
        }
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), 16);
            if (digit < 0) {
                throw bad(filter);
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private static NodeException bad(String filter) {
        return new NodeException("'" + filter
                + "' is no filter: there is ID:MASK, ID~MASK (all but), #ERRORMASK and j (join), all in hex");
    }
}

package org.buslane.virtual.raw;

import org.buslane.core.frame.IdWord;

/**
 * A socket's list of {@code struct can_filter}, matched as can_rcv_filter() of net/can/af_can.c does:
 * an error frame meets only filters with CAN_ERR_FLAG in the mask and the error mask, every other
 * frame only the rest.
 */
public final class Filters {
    /** CAN_RAW_FILTER_MAX. */
    public static final int MAX = 512;

    /** Bytes of a {@code struct can_filter}: id and mask. */
    public static final int SIZE = 8;

    /** CAN_INV_FILTER, in a filter's id: it matches what it otherwise would not. */
    public static final int INVERTED = 0x20000000;

    private static final int FLAGS = IdWord.EXTENDED | IdWord.REMOTE;

    /** What a new socket has: one filter that takes every frame but error frames. */
    public static final Filters DEFAULT = new Filters(new int[] {0, 0});

    /** No frame meets it. */
    public static final Filters NONE = new Filters(new int[0]);

    private final int[] given;
    private final int[] ids;
    private final int[] masks;
    private final boolean[] inverted;
    private final boolean[] error;
    private final boolean all;

    /** Id and mask of each filter in turn, as given to setsockopt(). */
    public Filters(int[] words) {
        if (words.length % 2 != 0 || words.length / 2 > MAX) {
            throw new IllegalArgumentException("0 to 512 filters of two words, not %d words".formatted(words.length));
        }
        given = words.clone();
        int count = words.length / 2;
        ids = new int[count];
        masks = new int[count];
        inverted = new boolean[count];
        error = new boolean[count];
        for (int i = 0; i < count; i++) {
            compile(i, words[2 * i], words[2 * i + 1]);
        }
        all = count == 1 && masks[0] == 0 && !inverted[0] && !error[0];
    }

    /** find_rcv_list() of net/can/af_can.c. */
    private void compile(int i, int givenId, int givenMask) {
        int mask = givenMask;
        if ((mask & IdWord.ERROR) != 0) {
            error[i] = true;
            masks[i] = mask & IdWord.EXTENDED_MASK;
            return;
        }
        inverted[i] = (givenId & INVERTED) != 0;
        if ((mask & IdWord.EXTENDED) != 0 && (givenId & IdWord.EXTENDED) == 0) {
            mask &= IdWord.STANDARD_MASK | FLAGS;
        }
        masks[i] = mask;
        ids[i] = givenId & mask;
    }

    public int count() {
        return ids.length;
    }

    /** The words as they were given. */
    public int[] words() {
        return given.clone();
    }

    /** Whether every frame that is no error frame matches, so that none needs to be looked at. */
    public boolean takesAll() {
        return all;
    }

    /** Whether a frame meets any of the filters; the error mask is not among them. */
    public boolean matchesAny(int idWord) {
        boolean isError = IdWord.isError(idWord);
        for (int i = 0; i < ids.length; i++) {
            if (matches(i, idWord, isError)) {
                return true;
            }
        }
        return false;
    }

    /** How many of the filters a frame meets; the error mask is not among them. */
    public int matches(int idWord) {
        int matches = 0;
        boolean isError = IdWord.isError(idWord);
        for (int i = 0; i < ids.length; i++) {
            matches += matches(i, idWord, isError) ? 1 : 0;
        }
        return matches;
    }

    private boolean matches(int i, int idWord, boolean isError) {
        if (isError != error[i]) {
            return false;
        }
        return isError ? (idWord & masks[i]) != 0 : ((idWord & masks[i]) == ids[i]) != inverted[i];
    }
}

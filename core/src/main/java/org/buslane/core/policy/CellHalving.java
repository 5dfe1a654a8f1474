package org.buslane.core.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.buslane.core.frame.IdWord;

/**
 * Makes disjoint parts of overlapping ones of which the first decides. The words are halved bit by bit
 * into cells until one part, or none, decides about a whole cell; on the way back, what both halves have
 * in common becomes one part again. So two halves never have more parts than before, and halved from the
 * highest bit the parts are at most those of a prefix cover, however the masks look.
 */
final class CellHalving {
    /** Parts looked at. It bounds time and memory, and 4096 ranges do not come near it. */
    static final int MOST_WORK = 10_000_000;

    private final BitChoice choice;
    private int work;

    private CellHalving(BitChoice choice) {
        this.choice = choice;
    }

    /** As few parts as are found, sorted by id; empty if it is too much work to find out. */
    static Optional<List<Part>> disjoint(List<Part> parts) {
        return Arrays.stream(BitChoice.values())
                .flatMap(choice -> new CellHalving(choice).all(parts).stream())
                .min(Comparator.comparingInt(List::size))
                .map(CellHalving::sorted);
    }

    private Optional<List<Part>> all(List<Part> parts) {
        List<Part> found = cell(parts, 0);
        return exhausted() ? Optional.empty() : Optional.of(found);
    }

    private static List<Part> sorted(List<Part> parts) {
        return parts.stream()
                .sorted((a, b) -> a.id() != b.id()
                        ? Integer.compareUnsigned(a.id(), b.id())
                        : Integer.compareUnsigned(a.mask(), b.mask()))
                .toList();
    }

    /**
     * @param meeting parts that have words in this cell, in order
     * @param decided bits that are the same in all words of the cell
     * @return parts without these bits in their masks
     */
    private List<Part> cell(List<Part> meeting, int decided) {
        work += meeting.size() + 1;
        if (exhausted()) {
            return List.of();
        }
        int bits = 0;
        boolean oneRule = true;
        for (int i = 0; i < meeting.size(); i++) {
            Part part = meeting.get(i);
            oneRule &= part.rule() == meeting.getFirst().rule();
            int open = part.mask() & ~decided;
            if (open == 0) {
                if (oneRule) {
                    return List.of(new Part(0, 0, part.rule()));
                }
                return halves(meeting.subList(0, i + 1), decided, bits);
            }
            bits |= open;
        }
        return bits == 0 ? List.of() : halves(meeting, decided, bits);
    }

    private List<Part> halves(List<Part> meeting, int decided, int bits) {
        int bit = choice.among(bits, meeting);
        List<Part> zero = cell(having(bit, 0, meeting), decided | bit);
        List<Part> one = cell(having(bit, bit, meeting), decided | bit);
        work += zero.size() + one.size();
        return joined(bit, zero, one);
    }

    private static List<Part> having(int bit, int value, List<Part> parts) {
        List<Part> having = new ArrayList<>();
        for (Part part : parts) {
            if ((part.mask() & bit) == 0 || (part.id() & bit) == value) {
                having.add(part);
            }
        }
        return having;
    }

    private static List<Part> joined(int bit, List<Part> zero, List<Part> one) {
        List<Part> joined = new ArrayList<>(zero.size() + one.size());
        Set<Part> onlyOne = new LinkedHashSet<>(one);
        for (Part part : zero) {
            joined.add(joins(bit, part) && onlyOne.remove(part) ? part : part.within(bit, 0));
        }
        for (Part part : onlyOne) {
            joined.add(part.within(bit, bit));
        }
        return joined;
    }

    /** A part of both kinds of ids names none: em_canid of tc could not say 123 and 00000123 in one. */
    private static boolean joins(int bit, Part part) {
        return bit != IdWord.EXTENDED || (part.mask() & IdWord.EXTENDED_MASK) == 0;
    }

    private boolean exhausted() {
        return work > MOST_WORK;
    }
}

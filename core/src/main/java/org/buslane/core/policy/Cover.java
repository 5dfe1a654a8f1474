package org.buslane.core.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a rule set lets through, as the kernel can be told: parts of which no two have a frame in common.
 * They have to be disjoint because each can-gw rule receives for itself: a frame that two rules match is
 * delivered twice. Of a rule with a rate the parts are its own; parts of all others run together.
 *
 * @param parts sorted by id, as an unsigned number
 */
public record Cover(List<Part> parts) {
    /** Each part becomes a can-gw rule for classic frames and one for FD: a bus walks them all for each frame. */
    public static final int MAX_PARTS = 512;

    public Cover {
        parts = List.copyOf(parts);
    }

    /** The cover of these rules, of at most {@link #MAX_PARTS} parts. */
    public static Cover of(RuleSet rules) {
        return of(rules, MAX_PARTS);
    }

    /**
     * The cover of these rules. It has never more parts than blocks of ids with a common prefix would be.
     *
     * @throws CoverTooLargeException if it takes more than {@code limit} parts, or more work to find than
     *     is ever spent, for which it takes hundreds of masks with holes or thousands of ranges
     */
    public static Cover of(RuleSet rules, int limit) {
        Optional<List<Part>> parts = CellHalving.disjoint(PartsOfRules.of(rules));
        if (parts.isEmpty()) {
            throw CoverTooLargeException.ofWork(rules, limit);
        }
        if (parts.get().size() > limit) {
            throw CoverTooLargeException.ofParts(rules, limit, parts.get());
        }
        return new Cover(parts.get());
    }

    /** What one lane may write and another may read, in at most {@link #MAX_PARTS} parts. */
    public static Cover intersect(Cover written, Cover read) {
        return intersect(written, read, MAX_PARTS);
    }

    /**
     * What one lane may write and another may read. Its parts name no rule, as rates hold for a lane
     * and not for a pair of them: each side keeps its own on its own cover.
     *
     * @throws CoverTooLargeException if it takes more than {@code limit} parts
     */
    public static Cover intersect(Cover written, Cover read, int limit) {
        List<Part> common = new ArrayList<>();
        for (Part a : written.parts) {
            for (Part b : read.parts) {
                if (a.meets(b)) {
                    common.add(new Part(a.id() | b.id(), a.mask() | b.mask(), Part.UNLIMITED));
                }
            }
        }
        Optional<List<Part>> parts = CellHalving.disjoint(common);
        if (parts.isEmpty() || parts.get().size() > limit) {
            throw new CoverTooLargeException(
                    "%d parts that are written and %d that are read have more than %d in common"
                            .formatted(written.parts.size(), read.parts.size(), limit));
        }
        return new Cover(parts.get());
    }

    /** The part a frame with this {@code can_id} word is in; none if the rules do not let it through. */
    public Optional<Part> find(int idWord) {
        return parts.stream().filter(part -> part.matches(idWord)).findFirst();
    }
}

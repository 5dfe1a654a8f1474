package org.buslane.proof.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** The numbers of a {@link NumberedSender}'s frames, as candump saw them come. */
record Numbers(List<Long> seen) {
    /**
     * @param lines of a candump
     * @param bus the interface that it saw them on
     * @param id three digits
     */
    static Numbers of(List<String> lines, String bus, String id) {
        String begin = bus + " " + id + "#";
        return new Numbers(lines.stream()
                .filter(line -> line.startsWith(begin))
                .map(line -> Long.parseLong(line.substring(begin.length(), begin.length() + 16), 16))
                .toList());
    }

    /** No frame came twice, and none before an earlier one. */
    void requireInOrderAndOnce(String where) {
        for (int i = 1; i < seen.size(); i++) {
            assertThat(seen.get(i))
                    .as("%s: what came behind %d, place %d", where, seen.get(i - 1), i)
                    .isGreaterThan(seen.get(i - 1));
        }
    }

    long last() {
        return seen.isEmpty() ? -1 : seen.getLast();
    }

    int count() {
        return seen.size();
    }
}

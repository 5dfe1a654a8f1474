package org.buslane.runtime;

import java.util.List;

/** What a source says about a name. */
sealed interface Answer {
    /** It was asked: all that it knows under that name, none of them perhaps. */
    record Known(List<Candidate> candidates) implements Answer {
        public Known {
            candidates = List.copyOf(candidates);
        }
    }

    /** It was never here, as far as can be seen. */
    record Absent(String why) implements Answer {}

    /** It is here, and cannot be asked. */
    record Failed(String why) implements Answer {}
}

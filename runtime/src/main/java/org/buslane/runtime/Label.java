package org.buslane.runtime;

import java.util.Map;
import java.util.Optional;

/**
 * A label that is looked for.
 *
 * @param value empty for any
 */
record Label(String key, Optional<String> value) {
    Label {
        if (key.isEmpty() || (key + value.orElse("")).chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a label is a key, and perhaps a value, of one line");
        }
    }

    boolean isAmong(Map<String, String> labels) {
        return value.map(text -> text.equals(labels.get(key))).orElseGet(() -> labels.containsKey(key));
    }

    /** As engines' commands take it. */
    @Override
    public String toString() {
        return key + value.map(text -> "=" + text).orElse("");
    }
}

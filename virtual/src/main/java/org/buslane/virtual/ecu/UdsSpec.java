package org.buslane.virtual.ecu;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.buslane.core.frame.ArbitrationId;

/**
 * A diagnostic server behind ISO-TP on classic CAN with normal addressing.
 *
 * @param functional requests to everybody come with it, in single frames
 * @param padding what fills frames up to 8 bytes; they are as short as they can be if empty
 * @param answers the first that fits is given
 * @param refuses whether a request that no answer fits gets 7F, its service and 31 (requestOutOfRange)
 */
public record UdsSpec(
        ArbitrationId request,
        ArbitrationId response,
        Optional<ArbitrationId> functional,
        OptionalInt padding,
        List<UdsAnswer> answers,
        boolean refuses) {
    public UdsSpec {
        answers = List.copyOf(answers);
        if (request.equals(response) || functional.equals(Optional.of(response))) {
            throw new IllegalArgumentException("requests and responses have different ids, not both " + response);
        }
        if (padding.isPresent() && (padding.getAsInt() < 0 || padding.getAsInt() > 0xff)) {
            throw new IllegalArgumentException("padding is a byte, not " + padding.getAsInt());
        }
        if (answers.size() > ScriptSpec.MOST) {
            throw new IllegalArgumentException(
                    "at most %d requests are answered, not %d".formatted(ScriptSpec.MOST, answers.size()));
        }
    }
}

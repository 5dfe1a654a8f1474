package org.buslane.virtual.ecu;

import java.util.List;
import java.util.Optional;

/**
 * What is answered to one kind of request.
 *
 * @param request what it begins with
 * @param open whether it may have more bytes than that
 * @param response nothing is sent if it has no bytes
 * @param afterNanos from the request's last frame to the response's first
 */
public record UdsAnswer(
        DataPattern request,
        boolean open,
        Optional<Expression> condition,
        List<Assignment> sets,
        ResponseTemplate response,
        long afterNanos) {
    public UdsAnswer {
        sets = List.copyOf(sets);
        Times.check("a response", afterNanos, 0);
        if (request.length() == 0 && !open) {
            throw new IllegalArgumentException("a request has at least one byte");
        }
        if (sets.size() > Reaction.MOST) {
            throw new IllegalArgumentException("at most %d are set at once".formatted(Reaction.MOST));
        }
    }

    boolean fits(byte[] pdu, long[] state) {
        return request.matches(pdu)
                && (open || pdu.length == request.length())
                && condition.map(expression -> expression.holds(state)).orElse(true);
    }
}

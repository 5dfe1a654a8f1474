package org.buslane.node.client;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.buslane.node.NodeException;

/**
 * Which bus the frames of a recorded interface go to: {@code FROM=BUS} for those of FROM, {@code BUS}
 * alone for all others, and else to the bus that is called as the interface was.
 *
 * @param others empty if not said
 */
public record BusNames(Map<String, String> renamed, String others) {
    public BusNames {
        renamed = Map.copyOf(renamed);
    }

    /**
     * Reads the values of {@code --as}.
     *
     * @throws NodeException naming one that cannot be meant
     */
    public static BusNames parse(List<String> texts) {
        Map<String, String> renamed = new HashMap<>();
        String others = "";
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (text.isEmpty() || equals == 0 || equals == text.length() - 1) {
                throw new NodeException("'" + text + "' is neither BUS nor FROM=BUS");
            }
            if (equals < 0) {
                if (!others.isEmpty()) {
                    throw new NodeException("frames can go to " + others + " or to " + text + ", not to both");
                }
                others = text;
            } else if (renamed.put(text.substring(0, equals), text.substring(equals + 1)) != null) {
                throw new NodeException("frames of " + text.substring(0, equals) + " can go to one bus only");
            }
        }
        return new BusNames(renamed, others);
    }

    /** Where the frames of this interface go. */
    String bus(String recorded) {
        return renamed.getOrDefault(recorded, others.isEmpty() ? recorded : others);
    }
}

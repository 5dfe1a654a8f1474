package org.buslane.virtual.adapter;

import java.util.ArrayList;
import java.util.List;
import org.buslane.virtual.ResidentReport;

/**
 * An adapter now.
 *
 * @param note why it is away, or what is strange about it; may be empty
 * @param version what it answered to V; may be empty
 * @param serial what it answered to N; may be empty
 * @param opened how often its channel was opened
 * @param unread lines of it that are no slcan, as from a line of another speed
 */
public record AdapterStatus(AdapterState state, String note, String version, String serial, long opened, long unread)
        implements ResidentReport {
    @Override
    public boolean isWell() {
        return state == AdapterState.OPEN;
    }

    @Override
    public String words() {
        List<String> words = new ArrayList<>();
        words.add(state.label());
        if (!version.isEmpty()) {
            words.add("version " + version);
        }
        if (!serial.isEmpty()) {
            words.add("serial " + serial);
        }
        if (opened > 1) {
            words.add("opened " + opened + " times");
        }
        if (unread > 0) {
            words.add(unread + " lines that are no slcan");
        }
        if (!note.isEmpty()) {
            words.add(note);
        }
        return String.join(", ", words);
    }
}

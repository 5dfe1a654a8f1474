package org.buslane.lane.doctor;

import java.util.Locale;

/** How bad a finding is, the worst first. */
public enum Severity {
    /** Frames are lost or doubled, or go where they must not. */
    WRONG,
    /** They were for a time, or will be when something else comes to it. */
    RISK,
    /** It could be better. */
    HINT;

    /** In JSON and for people. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

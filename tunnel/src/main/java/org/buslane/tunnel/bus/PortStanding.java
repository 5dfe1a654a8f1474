package org.buslane.tunnel.bus;

import java.lang.System.Logger.Level;

/** How a port stands, and why; the log is told of each change. Owned by the bus's thread. */
public final class PortStanding {
    private static final System.Logger LOG = System.getLogger(PortStanding.class.getName());

    private final String name;
    private PortState state = PortState.AWAY;
    private String note;

    /** @param note why it is away, which it is to begin with */
    public PortStanding(String name, String note) {
        this.name = name;
        this.note = note;
    }

    public String name() {
        return name;
    }

    public PortState state() {
        return state;
    }

    /** One line: why it is not up; empty if it is. */
    public String note() {
        return note;
    }

    public boolean isUp() {
        return state == PortState.UP;
    }

    public void up() {
        is(PortState.UP, "");
    }

    public void down(String why) {
        is(PortState.DOWN, why);
    }

    public void away(String why) {
        is(PortState.AWAY, why);
    }

    private void is(PortState now, String why) {
        if (state != now || !note.equals(why)) {
            LOG.log(Level.INFO, "bus {0} is {1}{2}", name, now == PortState.UP ? "up" : "off: ", why);
        }
        state = now;
        note = why;
    }
}

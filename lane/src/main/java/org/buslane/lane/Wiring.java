package org.buslane.lane;

/** How frames come from one lane of a bus to the others. */
public enum Wiring {
    /**
     * Through the bus: what a lane writes is sent there, and its echo goes to all others, by one rule for each lane and
     * direction. It takes can-gw with max_hops of 2 at least.
     */
    STAR("a star through %s"),
    /** By a rule from each lane to each other besides those to the bus, for can-gw with max_hops of 1. */
    MESH("a mesh around %s"),
    /** By a process of ours that copies between the bus and a vcan inside, where the kernel has no vxcan or can-gw. */
    COPY("copies from and to %s");

    private final String sentence;

    Wiring(String sentence) {
        this.sentence = sentence;
    }

    /** In words, for a bus. */
    public String around(String bus) {
        return sentence.formatted(bus);
    }
}

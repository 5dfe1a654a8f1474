package org.buslane.core.policy;

/**
 * What a lane or a tunnel's peer may read from its bus and write to it.
 *
 * @param errorFrames whether error frames are read; see {@link #passesErrors} for writing them
 */
public record Policy(RuleSet read, RuleSet write, boolean errorFrames) {
    private static final Policy READ_ONLY = new Policy(RuleSet.of(Rule.ALL), RuleSet.NONE, false);
    private static final Policy EVERYTHING =
            new Policy(RuleSet.of(Rule.ALL_WITH_REMOTE), RuleSet.of(Rule.ALL_WITH_REMOTE), true);

    /** Where nothing is said: all data frames are read, none is written. */
    public static Policy readOnly() {
        return READ_ONLY;
    }

    /** All data, remote and error frames both ways. */
    public static Policy everything() {
        return EVERYTHING;
    }

    public RuleSet rules(Access access) {
        return switch (access) {
            case READ -> read;
            case WRITE -> write;
        };
    }

    /**
     * Whether error frames pass. No rule can name one, so who may write some ids may not forge a bus-off
     * to the rest of the bus: writing them takes {@code allr} among the write rules as well.
     */
    public boolean passesErrors(Access access) {
        return errorFrames && (access == Access.READ || write.rules().contains(Rule.ALL_WITH_REMOTE));
    }
}

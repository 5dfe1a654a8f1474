package org.buslane.virtual.ecu;

import java.util.List;

/** Says what is wrong with an ECU's next frame. */
final class Faults {
    private final List<Fault> faults;
    private final int[] seen;

    Faults(List<Fault> faults) {
        this.faults = faults;
        this.seen = new int[faults.size()];
    }

    /**
     * What becomes of one frame.
     *
     * @param silent it is not even made
     * @param lost it is made, and not sent
     * @param stuck its counters are those of the one before
     * @param wrong its checksums are inverted
     * @param afterNanos how much later than it should it is sent
     */
    record Verdict(boolean silent, boolean lost, boolean stuck, boolean wrong, long afterNanos) {
        static final Verdict FINE = new Verdict(false, false, false, false, 0);
    }

    /** To be asked once for each frame, as some faults count. */
    Verdict next(int idWord, long now, long[] state) {
        Verdict verdict = Verdict.FINE;
        for (int i = 0; i < seen.length && !verdict.silent(); i++) {
            if (faults.get(i).holds(idWord, now, state)) {
                verdict = with(verdict, i);
            }
        }
        return verdict;
    }

    private Verdict with(Verdict so, int place) {
        return switch (faults.get(place).kind()) {
            case Fault.Kind.Silent _ -> new Verdict(true, so.lost(), so.stuck(), so.wrong(), so.afterNanos());
            case Fault.Kind.StuckCounter _ -> new Verdict(false, so.lost(), true, so.wrong(), so.afterNanos());
            case Fault.Kind.WrongChecksum _ -> new Verdict(false, so.lost(), so.stuck(), true, so.afterNanos());
            case Fault.Kind.Late late ->
                new Verdict(false, so.lost(), so.stuck(), so.wrong(), so.afterNanos() + late.nanos());
            case Fault.Kind.Lost lost -> {
                seen[place] = (seen[place] + 1) % lost.every();
                yield new Verdict(false, so.lost() || seen[place] == 0, so.stuck(), so.wrong(), so.afterNanos());
            }
        };
    }
}

package org.buslane.lab.supply;

/** Where a person reads how far the preparation is; nothing is said when everything is there already. */
public interface Progress {
    /** Replaces what was said before: a few words without a line end. */
    void line(String text);

    /** What was being prepared is there: the line may go. */
    void done();
}

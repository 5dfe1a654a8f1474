package org.buslane.virtual.session;

/** The answer to a {@link Session#send} that is not known yet; the program waits for it. */
public interface Later {
    /** Once, with 0 or a positive errno. */
    void answer(int error);
}

package org.buslane.virtual.session;

/**
 * Memory that the sessions of one lane may have the gateway keep: whoever asks for more gets ENOMEM, and takes
 * nothing from other lanes. Owned by the gateway's thread.
 */
public final class Budget {
    private final long most;
    private long taken;

    public Budget(long bytes) {
        this.most = bytes;
    }

    /** Whether so many bytes more may be kept; if so they are taken. */
    public boolean take(int bytes) {
        if (bytes < 0 || bytes > most - taken) {
            return false;
        }
        taken += bytes;
        return true;
    }

    /** So many bytes are free again. */
    public void give(int bytes) {
        taken -= bytes;
    }
}

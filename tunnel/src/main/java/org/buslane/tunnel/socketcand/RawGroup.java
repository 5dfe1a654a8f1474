package org.buslane.tunnel.socketcand;

import org.buslane.core.frame.FrameBatch;
import org.buslane.core.policy.Access;
import org.buslane.core.policy.Gate;
import org.buslane.core.policy.Judge;
import org.buslane.core.policy.Policy;

/**
 * Clients in raw mode that may read the same: each frame is judged, and written as text, once for all of them, so that a
 * client more costs its writes only. Owned by the bus's thread; nothing is allocated for a frame.
 */
final class RawGroup implements AutoCloseable {
    /** Says what nobody said who is a client of this bus. */
    static final int NOBODY = -1;

    private final Policy policy;
    private final Judge judge;
    private final FrameLine text;
    private final Reel reel;
    private int members;
    private long offered;
    private long denied;
    private long overRate;
    private long wordless;
    private long lastReached;

    RawGroup(Policy policy, FrameLine text, Reel reel, long now) {
        this.policy = policy;
        this.judge = new Judge(new Gate(policy, Access.READ, now));
        this.text = text;
        this.reel = reel;
    }

    /** Whether those of that policy may read just the same. */
    boolean isFor(Policy other) {
        return policy.read().equals(other.read()) && policy.errorFrames() == other.errorFrames();
    }

    Reel reel() {
        return reel;
    }

    void joined() {
        members++;
    }

    /** @return whether nobody is left */
    boolean left() {
        return --members == 0;
    }

    /** @param speaker the client that said them, or {@link #NOBODY}: it does not get them */
    void hear(FrameBatch batch, long selected, int speaker, long now) {
        lastReached = 0;
        offered += Long.bitCount(selected);
        for (long left = judge.allowed(batch, selected, now); left != 0; left &= left - 1) {
            boolean isWritten = write(batch, Long.numberOfTrailingZeros(left), speaker);
            lastReached |= isWritten ? Long.lowestOneBit(left) : 0;
        }
        denied += Long.bitCount(judge.denied());
        overRate += Long.bitCount(judge.overRate());
    }

    private boolean write(FrameBatch batch, int frame, int speaker) {
        int size = text.raw(
                batch.memory(),
                batch.offset(frame),
                batch.size(frame),
                batch.arrival(frame),
                reel.memory(),
                reel.room());
        if (size == 0) {
            wordless++;
            return false;
        }
        reel.add(size, speaker);
        return true;
    }

    /** Of the frames heard last, those that go to the members. */
    long lastReached() {
        return lastReached;
    }

    /** Of the frames heard last, those that the members may not read. */
    long lastDenied() {
        return judge.denied();
    }

    long lastOverRate() {
        return judge.overRate();
    }

    /** Frames until now; those of them in the reel are what is left without the rest below. */
    long offered() {
        return offered;
    }

    long denied() {
        return denied;
    }

    long overRate() {
        return overRate;
    }

    /** Frames that the protocol, as it is spoken here, has no words for. */
    long wordless() {
        return wordless;
    }

    @Override
    public void close() {
        reel.close();
    }
}

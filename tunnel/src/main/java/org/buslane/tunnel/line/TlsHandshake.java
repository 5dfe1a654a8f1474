package org.buslane.tunnel.line;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Errno;

/**
 * A connection that is becoming a {@link TlsLine}: call {@link #step} when it begins, and then whenever its descriptor is
 * ready for what the last step said. How long that may take is the caller's to say. Steps wait for nobody, but their
 * arithmetic takes tens of milliseconds, the first of a process far more: not for the thread of a bus, for which there is
 * {@link TlsConnecting}. Used by one thread at a time.
 */
public final class TlsHandshake implements AutoCloseable {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** Of both sides, far beyond what a chain of certificates needs. */
    private static final int MOST_RECORDS = 256;

    /** What there is to be done next. */
    public enum Step {
        /** Wait until it is readable. */
        READ,
        /** Wait until it is writable. */
        WRITE,
        /** Take the {@link #line}. */
        DONE,
        /** Close it: {@link #why}. */
        FAILED
    }

    private final TlsRecords records;
    private String why = "";
    private int count;
    private boolean isTaken;

    TlsHandshake(TlsRecords records) {
        this.records = records;
    }

    /** For an epoll. */
    public Descriptor descriptor() {
        return records.descriptor();
    }

    /** As far as it goes without waiting. */
    public Step step() {
        while (why.isEmpty()) {
            int flushed = records.flush();
            if (flushed < 0) {
                return failed(flushed);
            }
            if (records.isStuck()) {
                return Step.WRITE;
            }
            HandshakeStatus status = records.engine().getHandshakeStatus();
            if (status == HandshakeStatus.NOT_HANDSHAKING || status == HandshakeStatus.FINISHED) {
                return Step.DONE;
            }
            int result = status == HandshakeStatus.NEED_WRAP ? records.write(NOTHING) : receive();
            if (result == -Errno.EAGAIN) {
                return records.isStuck() ? Step.WRITE : Step.READ;
            }
            if (result < 0) {
                return failed(result);
            }
            if (++count > MOST_RECORDS) {
                why = "it never comes to the end of a handshake";
            }
        }
        return Step.FAILED;
    }

    /** Data comes in records of its own, after the last of these. */
    private int receive() {
        Room none = records.rooms().lend();
        int result = records.read(none);
        records.rooms().giveBack(none);
        return result;
    }

    private Step failed(int result) {
        why = result == TlsRecords.END
                ? "it hung up in the handshake"
                : records.trouble().orElseGet(() -> new Errno(-result).toString());
        return Step.FAILED;
    }

    /** Why it failed, in a sentence about the other side; empty if it did not. */
    public String why() {
        return why;
    }

    /**
     * The connection, whose this one is from now on. What has come behind the handshake is in it already: read it before
     * waiting for more.
     *
     * @throws IllegalStateException if it is not {@link Step#DONE}
     */
    public TlsLine line() {
        if (isTaken || step() != Step.DONE) {
            throw new IllegalStateException("a handshake gives its line once it is done, and once");
        }
        isTaken = true;
        return new TlsLine(records);
    }

    /** Ends the connection, unless it has become a line. */
    @Override
    public void close() {
        if (!isTaken) {
            records.close();
        }
    }
}

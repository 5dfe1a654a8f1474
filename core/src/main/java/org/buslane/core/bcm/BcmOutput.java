package org.buslane.core.bcm;

import java.lang.foreign.MemorySegment;

/** What a {@link BcmSocket} does to the world. */
public interface BcmOutput {
    /**
     * can_send() of net/can/af_can.c, with loopback.
     *
     * @param index of the interface
     * @return 0 or a positive errno
     */
    int send(int index, MemorySegment memory, long offset, int size);

    /**
     * A message for the program, valid during this call only.
     *
     * @param message the head and its frames; the memory is native if the socket's scratch is
     * @param index of the interface that its source address names
     * @param own with {@code local}, of a frame: this very socket sent it
     * @param local of a frame: it was sent on this host
     * @param stamp of the frame that it is about, in nanoseconds of CLOCK_REALTIME; 0 if it is about none
     */
    void tell(MemorySegment message, int index, boolean local, boolean own, long stamp);

    /** Whether there is an interface of this index. */
    boolean has(int index);

    /** Whether so many bytes more may be kept. */
    boolean take(int bytes);

    /** So many bytes are not kept any more. */
    void give(int bytes);
}

package org.buslane.linux.socket;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.buslane.linux.Descriptor;
import org.buslane.linux.call.CallState;
import org.buslane.linux.call.Kernel;
import org.buslane.linux.call.SystemCall;

/**
 * Messages for recvmmsg and sendmmsg: an array of struct mmsghdr, each with the same number of iovecs
 * and bytes for control data, laid out once over memory of the caller's. The memory may be shared with
 * another process; addresses in it are this process's, so whoever takes such memory over constructs
 * anew. Owned by one thread; nothing is allocated after construction.
 *
 * <pre>
 * mmsghdr[messages]   64 bytes each
 * iovec[messages][iovecs]   16 bytes each
 * control[messages]   controlBytes each, rounded up to 8
 * </pre>
 */
public final class MessageVector {
    /** UIO_MAXIOV: the kernel looks at no more messages in a call, and no more iovecs in a message. */
    public static final int MAX = 1024;

    private static final long ALIGNMENT = 8;

    private final CallState state = new CallState();
    private final MemorySegment memory;
    private final ByteBuffer structs;
    private final long address;
    private final int messages;
    private final int iovecs;
    private final int controlBytes;
    private final int iovecsAt;
    private final int controlAt;

    /**
     * Lengths and iovecs are zero, each message uses all its iovecs, and its control data, if there is
     * any, is ready for a receive.
     *
     * @param memory native, aligned to 8, at least {@link #byteSize}; it and what the iovecs point to
     *     outlive this object
     * @param controlBytes per message, {@link #controlBytes} says how many; 0 for sending
     */
    public MessageVector(MemorySegment memory, int messages, int iovecs, int controlBytes) {
        long size = byteSize(messages, iovecs, controlBytes);
        if (!memory.isNative() || memory.isReadOnly() || memory.address() % ALIGNMENT != 0) {
            throw new IllegalArgumentException("a message vector takes writable native memory, aligned to 8");
        }
        if (memory.byteSize() < size || size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("%d messages of %d iovecs and %d control bytes take %d bytes, not %d"
                    .formatted(messages, iovecs, controlBytes, size, memory.byteSize()));
        }
        this.memory = memory;
        this.address = memory.address();
        this.messages = messages;
        this.iovecs = iovecs;
        this.controlBytes = align(controlBytes);
        this.iovecsAt = messages * MessageHeader.MMSGHDR_SIZE;
        this.controlAt = iovecsAt + messages * iovecs * MessageHeader.IOVEC_SIZE;
        MemorySegment used = memory.asSlice(0, size);
        used.fill((byte) 0);
        this.structs = Kernel.view(used);
        for (int message = 0; message < messages; message++) {
            MessageHeader.iovecs(structs, at(message), address + iovecAt(message, 0), iovecs);
            if (controlBytes > 0) {
                MessageHeader.control(structs, at(message), address + controlAt(message), this.controlBytes);
            }
        }
    }

    /** How much memory that takes. */
    public static long byteSize(int messages, int iovecs, int controlBytes) {
        requireCount("messages", messages);
        requireCount("iovecs in a message", iovecs);
        if (controlBytes < 0) {
            throw new IllegalArgumentException("control data has at least 0 bytes, not " + controlBytes);
        }
        return messages * (MessageHeader.MMSGHDR_SIZE + (long) iovecs * MessageHeader.IOVEC_SIZE + align(controlBytes));
    }

    private static void requireCount(String what, int count) {
        if (count < 1 || count > MAX) {
            throw new IllegalArgumentException("1 to %d %s, not %d".formatted(MAX, what, count));
        }
    }

    private static int align(int bytes) {
        return (int) ((bytes + ALIGNMENT - 1) & -ALIGNMENT);
    }

    /** Control data that a message with so many descriptors, and credentials if wanted, takes. */
    public static int controlBytes(int descriptors, boolean credentials) {
        return ControlData.space(4 * descriptors) + (credentials ? ControlData.space(ControlData.UCRED_SIZE) : 0);
    }

    /** Control data that {@link #drops} and {@link #stamp} take. */
    public static int arrivalBytes() {
        return ControlData.arrivalSpace();
    }

    public int messages() {
        return messages;
    }

    /** Iovec {@code index} of {@code message}: where its bytes are and how many. */
    public void iovec(int message, int index, long address, long length) {
        MessageHeader.iovecEntry(structs, iovecAt(message, index), address, length);
    }

    /** Where its sender's address goes. The kernel leaves there how long that was, no more than it would the next time. */
    public void name(int message, long address, int length) {
        MessageHeader.name(structs, at(message), address, length);
    }

    /** The message uses its first {@code count} iovecs. */
    public void iovecCount(int message, int count) {
        if (count < 0 || count > iovecs) {
            throw new IllegalArgumentException("a message here has 0 to %d iovecs, not %d".formatted(iovecs, count));
        }
        MessageHeader.iovecCount(structs, at(message), count);
    }

    /** Bytes received or sent, as the kernel wrote it; 0 received is the end of a connection. */
    public int length(int message) {
        return MessageHeader.length(structs, at(message));
    }

    /** For a reader that marks a message as dealt with; the kernel does not read it. */
    public void length(int message, int bytes) {
        MessageHeader.length(structs, at(message), bytes);
    }

    /** Flags of a received message: {@link MessageFlags#TRUNC}, {@link MessageFlags#CTRUNC}. */
    public int flags(int message) {
        return MessageHeader.flags(structs, at(message));
    }

    /** Before a message is received into again: the kernel has left there how long its control data was. */
    public void rearm(int message) {
        MessageHeader.controlLength(structs, at(message), controlBytes);
        MessageHeader.flags(structs, at(message), 0);
    }

    /** The message's descriptors have owners now: none is counted any more. */
    public void forgetDescriptors(int message) {
        MessageHeader.controlLength(structs, at(message), 0);
    }

    /** How many descriptors came with the message. Each is open and has to be adopted. */
    public int descriptorCount(int message) {
        return ControlData.descriptorCount(structs, controlAt(message), controlLength(message));
    }

    public int descriptor(int message, int index) {
        return ControlData.descriptor(structs, controlAt(message), controlLength(message), index);
    }

    /** With SO_RXQ_OVFL: messages the socket dropped before this one was queued, in 32 bits that begin again at 0. */
    public int drops(int message) {
        return ControlData.drops(structs, controlAt(message), controlLength(message));
    }

    /** With SO_TIMESTAMPNS: when it was received, in nanoseconds of CLOCK_REALTIME; otherwise 0. */
    public long stamp(int message) {
        return ControlData.stamp(structs, controlAt(message), controlLength(message));
    }

    /** No more than there is, whatever the memory says. */
    private int controlLength(int message) {
        return Math.clamp(MessageHeader.controlLength(structs, at(message)), 0, controlBytes);
    }

    /**
     * recvmmsg into messages {@code first} to {@code first + count - 1}.
     *
     * <p>The end of a connection is a message of length 0, received again and again: one call fills all
     * that is left of the vector with it, so the first of them is where a reader stops.
     *
     * @return how many were received, or a negative errno. With an error after some messages the kernel
     *     returns the messages, and the error, unless it is EAGAIN, in the next call
     */
    public int receive(Descriptor socket, int first, int count, int flags) {
        return transfer(SystemCall.RECVMMSG, socket, first, count, flags | MessageFlags.CMSG_CLOEXEC);
    }

    /**
     * sendmmsg of messages {@code first} to {@code first + count - 1}.
     *
     * @return how many were sent, or a negative errno if the first could not be
     */
    public int send(Descriptor socket, int first, int count, int flags) {
        return transfer(SystemCall.SENDMMSG, socket, first, count, flags | MessageFlags.NOSIGNAL);
    }

    private int transfer(SystemCall call, Descriptor socket, int first, int count, int flags) {
        if (first < 0 || count < 0 || first > messages - count) {
            throw new IndexOutOfBoundsException(
                    "messages %d to %d of %d".formatted(first, first + count - 1L, messages));
        }
        if (!memory.scope().isAlive()) {
            throw new IllegalStateException("the memory of the messages is closed");
        }
        return (int) Kernel.blockingCall(
                state, call, socket.number(), address + (long) first * MessageHeader.MMSGHDR_SIZE, count, flags, 0);
    }

    private int at(int message) {
        return Objects.checkIndex(message, messages) * MessageHeader.MMSGHDR_SIZE;
    }

    private int iovecAt(int message, int index) {
        int row = Objects.checkIndex(message, messages) * iovecs;
        return iovecsAt + (row + Objects.checkIndex(index, iovecs)) * MessageHeader.IOVEC_SIZE;
    }

    private int controlAt(int message) {
        return controlAt + message * controlBytes;
    }
}

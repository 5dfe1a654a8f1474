package org.buslane.linux.socket;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.buslane.linux.Descriptor;
import org.buslane.linux.LinuxException;
import org.buslane.linux.call.CallState;
import org.buslane.linux.call.Kernel;
import org.buslane.linux.call.SystemCall;

/** sendmsg and recvmsg of one message, for what happens once per connection: it allocates. */
final class SingleMessage {
    private static final int MAX_DESCRIPTORS = 253; // SCM_MAX_FD of net/scm.h

    private SingleMessage() {}

    static int send(
            Descriptor socket, Optional<UnixAddress> to, MemorySegment data, List<Descriptor> passed, int flags) {
        requireRoom(passed.size());
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment header = header(arena, data, ControlData.space(4 * passed.size()));
            if (to.isPresent()) {
                MemorySegment name = arena.allocate(UnixAddress.MAX_SIZE);
                MessageHeader.name(header, 0, name.address(), to.get().write(name));
            }
            if (!passed.isEmpty()) {
                ControlData.writeDescriptors(control(header), passed);
            }
            return (int) LinuxException.check(
                    "sendmsg",
                    to.isPresent() ? to.get() : socket,
                    Kernel.blockingCall(
                            CallState.current(),
                            SystemCall.SENDMSG,
                            socket.number(),
                            header.address(),
                            flags | MessageFlags.NOSIGNAL,
                            0,
                            0));
        }
    }

    static Received receive(Descriptor socket, MemorySegment buffer, int maxDescriptors, int flags) {
        requireRoom(maxDescriptors);
        if (buffer.isReadOnly()) {
            throw new IllegalArgumentException("a read-only buffer receives nothing");
        }
        try (Arena arena = Arena.ofConfined()) {
            int room = ControlData.space(4 * maxDescriptors) + ControlData.space(ControlData.UCRED_SIZE);
            MemorySegment header = header(arena, buffer, room);
            int length = (int) LinuxException.check(
                    "recvmsg",
                    socket,
                    Kernel.blockingCall(
                            CallState.current(),
                            SystemCall.RECVMSG,
                            socket.number(),
                            header.address(),
                            flags | MessageFlags.CMSG_CLOEXEC,
                            0,
                            0));
            MemorySegment control = control(header);
            long controlLength = control.byteSize();
            List<Descriptor> descriptors = new ArrayList<>();
            for (int i = 0; i < ControlData.descriptorCount(control, 0, controlLength); i++) {
                descriptors.add(Descriptor.adopt(
                        ControlData.descriptor(control, 0, controlLength, i), "passed through " + socket.what()));
            }
            long at = ControlData.findCredentials(control, 0, controlLength);
            return new Received(
                    length,
                    MessageHeader.flags(header, 0),
                    descriptors,
                    at < 0 ? Optional.empty() : Optional.of(ControlData.credentials(control, at)));
        }
    }

    private static void requireRoom(int descriptors) {
        if (descriptors < 0 || descriptors > MAX_DESCRIPTORS) {
            throw new IllegalArgumentException(
                    "one message carries 0 to %d descriptors, not %d".formatted(MAX_DESCRIPTORS, descriptors));
        }
    }

    /** struct msghdr, its one iovec, then the control data. */
    private static MemorySegment header(Arena arena, MemorySegment data, int controlBytes) {
        if (!data.isNative()) {
            throw new IllegalArgumentException("the kernel reads and writes native memory only");
        }
        MemorySegment memory = arena.allocate(MessageHeader.SIZE + MessageHeader.IOVEC_SIZE + (long) controlBytes, 8);
        long iovec = memory.address() + MessageHeader.SIZE;
        MessageHeader.iovecEntry(memory, MessageHeader.SIZE, data.address(), data.byteSize());
        MessageHeader.iovecs(memory, 0, iovec, 1);
        MessageHeader.control(memory, 0, controlBytes == 0 ? 0 : iovec + MessageHeader.IOVEC_SIZE, controlBytes);
        return memory;
    }

    /** The control data as long as it is now. */
    private static MemorySegment control(MemorySegment header) {
        return header.asSlice(MessageHeader.SIZE + MessageHeader.IOVEC_SIZE, MessageHeader.controlLength(header, 0));
    }
}

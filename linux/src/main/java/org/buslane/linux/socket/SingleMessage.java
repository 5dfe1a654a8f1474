package org.buslane.linux.socket;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

    private static final int CONTROL = MessageHeader.SIZE + MessageHeader.IOVEC_SIZE;

    private SingleMessage() {}

    static int send(
            Descriptor socket, Optional<UnixAddress> to, MemorySegment data, List<Descriptor> passed, int flags) {
        requireRoom(passed.size());
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = allocate(arena, ControlData.space(4 * passed.size()));
            ByteBuffer header = header(memory, data);
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
                            memory.address(),
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
            MemorySegment memory = allocate(arena, room);
            ByteBuffer header = header(memory, buffer);
            int length = (int) LinuxException.check(
                    "recvmsg",
                    socket,
                    Kernel.blockingCall(
                            CallState.current(),
                            SystemCall.RECVMSG,
                            socket.number(),
                            memory.address(),
                            flags | MessageFlags.CMSG_CLOEXEC,
                            0,
                            0));
            ByteBuffer control = control(header);
            int controlLength = control.limit();
            List<Descriptor> descriptors = new ArrayList<>();
            int flagsSet = MessageHeader.flags(header, 0);
            for (int i = 0; i < ControlData.descriptorCount(control, 0, controlLength); i++) {
                Descriptor passed = Descriptor.adopt(
                        ControlData.descriptor(control, 0, controlLength, i), "passed through " + socket.what());
                if (i < maxDescriptors) {
                    descriptors.add(passed);
                } else {
                    // The room kept for credentials took it.
                    passed.close();
                    flagsSet |= MessageFlags.CTRUNC;
                }
            }
            int at = ControlData.findCredentials(control, 0, controlLength);
            return new Received(
                    length,
                    flagsSet,
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

    /** Room for struct msghdr, its one iovec, and the control data. */
    private static MemorySegment allocate(Arena arena, int controlBytes) {
        return arena.allocate(CONTROL + (long) controlBytes, 8);
    }

    private static ByteBuffer header(MemorySegment memory, MemorySegment data) {
        if (!data.isNative()) {
            throw new IllegalArgumentException("the kernel reads and writes native memory only");
        }
        ByteBuffer header = Kernel.view(memory);
        MessageHeader.iovecEntry(header, MessageHeader.SIZE, data.address(), data.byteSize());
        MessageHeader.iovecs(header, 0, memory.address() + MessageHeader.SIZE, 1);
        MessageHeader.control(header, 0, memory.address() + CONTROL, header.limit() - CONTROL);
        return header;
    }

    /** The control data as long as it is now. */
    private static ByteBuffer control(ByteBuffer header) {
        return header.slice(CONTROL, (int) MessageHeader.controlLength(header, 0))
                .order(ByteOrder.nativeOrder());
    }
}

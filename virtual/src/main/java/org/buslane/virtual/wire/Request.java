package org.buslane.virtual.wire;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** {@code struct bl_request}: what a program asks of the gateway about its socket. */
public sealed interface Request {
    int HEADER_SIZE = 20;

    /** CAN_RAW_FILTER_MAX filters of 8 bytes. */
    int MAX_VALUE = 4096;

    /** What a session's program may write at once: BCM's 257 FD frames and their head, or ISO-TP's 8300 bytes. */
    int MAX_SEND = 32768;

    /** Flags of {@link Send}. */
    int ADDRESSED = 1;

    int BAD_ADDRESS = 2;
    int NONBLOCK = 4;

    /** The lane's interface table, please. */
    record Table() implements Request {}

    /** Binds to an interface, or to all of the lane's with index 0. */
    record Bind(int index) implements Request {}

    /** {@code value} stands in the receive buffer: valid until the next receive. */
    record SetOption(int level, int name, MemorySegment value) implements Request {}

    record GetOption(int level, int name, int space) implements Request {}

    /** What has become of the frames that this socket wrote? */
    record WhatBecame() implements Request {}

    /** The socket is to speak a protocol above frames from now on. */
    record Protocol(int number) implements Request {}

    /**
     * What a program wrote to a session.
     *
     * @param index of the interface in the address it was sent to
     * @param flags {@link #ADDRESSED}, {@link #BAD_ADDRESS}, {@link #NONBLOCK}
     * @param data stands in the receive buffer: valid until the next receive
     */
    record Send(int index, int flags, MemorySegment data) implements Request {}

    /** Binds a session to an address as the program gave it, which stands in the receive buffer. */
    record BindAddress(MemorySegment address) implements Request {}

    /** Connects a session to an address, likewise. */
    record Connect(MemorySegment address) implements Request {}

    /** A session's own address, or its peer's. */
    record Name(boolean peer) implements Request {}

    /** Not a request that this gateway knows. */
    record Unknown(int op) implements Request {}

    private static int field(MemorySegment memory, long offset, int index) {
        return memory.get(ValueLayout.JAVA_INT_UNALIGNED, offset + (long) index * Integer.BYTES);
    }

    /** Whether the length that a request says is the length it has. */
    static boolean lengthFits(MemorySegment memory, long offset, int size) {
        return size >= HEADER_SIZE && field(memory, offset, 4) == size - HEADER_SIZE;
    }

    /** Reads any bytes that {@link ProgramRecord#at} called a request. */
    static Request read(MemorySegment memory, long offset, int size) {
        int op = field(memory, offset, 1);
        int level = field(memory, offset, 2);
        int name = field(memory, offset, 3);
        int length = field(memory, offset, 4);
        if (!lengthFits(memory, offset, size)) {
            return new Unknown(op);
        }
        boolean word = length == Integer.BYTES;
        return switch (op) {
            case Op.TABLE -> length == 0 ? new Table() : new Unknown(op);
            case Op.BIND ->
                word
                        ? new Bind(field(memory, offset, 5))
                        : new BindAddress(memory.asSlice(offset + HEADER_SIZE, length));
            case Op.SETOPT -> new SetOption(level, name, memory.asSlice(offset + HEADER_SIZE, length));
            case Op.ACCOUNT -> length == 0 ? new WhatBecame() : new Unknown(op);
            case Op.GETOPT -> word ? new GetOption(level, name, field(memory, offset, 5)) : new Unknown(op);
            case Op.PROTOCOL -> word ? new Protocol(field(memory, offset, 5)) : new Unknown(op);
            case Op.SEND -> new Send(level, name, memory.asSlice(offset + HEADER_SIZE, length));
            case Op.CONNECT -> new Connect(memory.asSlice(offset + HEADER_SIZE, length));
            case Op.NAME -> length == 0 ? new Name(name != 0) : new Unknown(op);
            default -> new Unknown(op);
        };
    }

    /** Writes a request with its value; returns its size in bytes. */
    static int write(MemorySegment memory, int op, int level, int name, MemorySegment value) {
        int[] header = {ProgramRecord.TAG_REQUEST, op, level, name, (int) value.byteSize()};
        MemorySegment.copy(header, 0, memory, ValueLayout.JAVA_INT_UNALIGNED, 0, header.length);
        MemorySegment.copy(value, 0, memory, HEADER_SIZE, value.byteSize());
        return HEADER_SIZE + (int) value.byteSize();
    }
}

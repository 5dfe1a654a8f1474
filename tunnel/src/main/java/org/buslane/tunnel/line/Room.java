package org.buslane.tunnel.line;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** Native memory with room for one record, and which of its bytes wait. Used by one thread at a time. */
final class Room {
    /** Freed with this object, and of an arena that nobody closes: ciphers ask for the address, which others refuse. */
    private final MemorySegment memory;

    private final ByteBuffer view;
    private int from;
    private int to;

    Room(int bytes) {
        this.memory = Arena.ofAuto().allocate(bytes);
        this.view = memory.asByteBuffer();
    }

    MemorySegment memory() {
        return memory;
    }

    /** Where the bytes that wait begin. */
    int from() {
        return from;
    }

    /** How many bytes wait. */
    int size() {
        return to - from;
    }

    boolean isEmpty() {
        return from == to;
    }

    /** Where more may be put, up to the memory's end. */
    int end() {
        return to;
    }

    int left() {
        return (int) memory.byteSize() - to;
    }

    /** The bytes that wait. */
    ByteBuffer filled() {
        return view.clear().position(from).limit(to);
    }

    /** What is free behind them. */
    ByteBuffer free() {
        return view.clear().position(to);
    }

    void added(int count) {
        to += count;
    }

    void taken(int count) {
        from += count;
        if (from == to) {
            clear();
        }
    }

    void clear() {
        from = 0;
        to = 0;
    }

    /** So that a record that begins late has room for its end. */
    void moveToFront() {
        int size = size();
        MemorySegment.copy(memory, from, memory, 0, size);
        from = 0;
        to = size;
    }
}

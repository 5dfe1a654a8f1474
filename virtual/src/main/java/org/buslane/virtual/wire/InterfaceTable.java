package org.buslane.virtual.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code struct bl_table}: a lane's interfaces, in memory that programs map read-only. */
public final class InterfaceTable {
    public static final int SIZE = 4096;
    public static final int MAX_INTERFACES = 63;

    /** Indexes of virtual interfaces start here, far above what a kernel hands out. */
    public static final int FIRST_INDEX = 20001;

    /** IFNAMSIZ with the final NUL. */
    public static final int NAME_SIZE = 16;

    private static final int MAGIC = 0x46494c42;
    private static final int VERSION = 1;
    private static final int HEADER = 64;
    private static final int ENTRY = 64;
    private static final int OFFSET_VERSION = 4;
    private static final int OFFSET_COUNT = 8;
    private static final int OFFSET_CHANGES = 12;
    private static final int OFFSET_INDEX = 16;
    private static final int OFFSET_FLAGS = 20;
    private static final int OFFSET_MTU = 24;

    /** IFF_UP | IFF_RUNNING | IFF_LOWER_UP: what goes away when an interface goes down. */
    private static final int UP = 0x1 | 0x40 | 0x10000;

    /** IFF_NOARP: what vcan has, up or down. */
    private static final int ALWAYS = 0x80;

    /** One interface as programs see it. {@code mtu} is 16, 72 or 2060. */
    public record Entry(String name, int index, boolean up, int mtu) {}

    private final MemorySegment memory;

    public InterfaceTable(MemorySegment memory) {
        this.memory = memory;
    }

    /** Whether a table stands in this memory, or nothing yet. */
    public boolean isPresent() {
        return memory.get(ValueLayout.JAVA_INT, 0) == MAGIC
                && memory.get(ValueLayout.JAVA_INT, OFFSET_VERSION) == VERSION;
    }

    /** Replaces the whole table. */
    public void write(List<Entry> entries) {
        checkCount(entries);
        memory.set(ValueLayout.JAVA_INT, OFFSET_COUNT, 0);
        for (int i = 0; i < entries.size(); i++) {
            write(i, entries.get(i));
        }
        memory.set(ValueLayout.JAVA_INT, 0, MAGIC);
        memory.set(ValueLayout.JAVA_INT, OFFSET_VERSION, VERSION);
        memory.set(ValueLayout.JAVA_INT, OFFSET_COUNT, entries.size());
        changed();
    }

    /**
     * Makes the table one of these interfaces under the eyes of programs that look into it: one that stays is
     * there all the time, whole; one that comes can be found when all of it stands there. The order is whatever it is.
     */
    public void change(List<Entry> entries) {
        if (!isPresent()) {
            write(entries);
            return;
        }
        checkCount(entries);
        for (int i = count() - 1; i >= 0; i--) {
            // A gateway that was killed while it moved one has left it there twice.
            if (placeOf(indexAt(i)) < i || find(entries, indexAt(i)).isEmpty()) {
                remove(i);
            }
        }
        for (Entry entry : entries) {
            int place = placeOf(entry.index());
            if (place < 0) {
                write(count(), entry);
                VarHandle.releaseFence();
                memory.set(ValueLayout.JAVA_INT, OFFSET_COUNT, count() + 1);
            } else if (!read(place).equals(entry)) {
                write(place, entry);
            }
        }
        changed();
    }

    /** The last one takes its place, and is there twice until it stands there. */
    private void remove(int i) {
        int last = count() - 1;
        if (i != last) {
            long place = place(i);
            // Found by nobody before its name and its index are those of the one that comes here.
            memory.set(ValueLayout.JAVA_INT, place + OFFSET_INDEX, 0);
            memory.set(ValueLayout.JAVA_BYTE, place, (byte) 0);
            VarHandle.releaseFence();
            MemorySegment.copy(memory, place(last) + OFFSET_FLAGS, memory, place + OFFSET_FLAGS, ENTRY - OFFSET_FLAGS);
            MemorySegment.copy(memory, place(last) + 1, memory, place + 1, NAME_SIZE - 1);
            VarHandle.releaseFence();
            memory.set(ValueLayout.JAVA_INT, place + OFFSET_INDEX, indexAt(last));
            VarHandle.releaseFence();
            memory.set(ValueLayout.JAVA_BYTE, place, memory.get(ValueLayout.JAVA_BYTE, place(last)));
        }
        VarHandle.releaseFence();
        memory.set(ValueLayout.JAVA_INT, OFFSET_COUNT, last);
    }

    private static Optional<Entry> find(List<Entry> entries, int index) {
        return entries.stream().filter(entry -> entry.index() == index).findFirst();
    }

    private int placeOf(int index) {
        for (int i = 0; i < count(); i++) {
            if (indexAt(i) == index) {
                return i;
            }
        }
        return -1;
    }

    private int indexAt(int i) {
        return memory.get(ValueLayout.JAVA_INT, place(i) + OFFSET_INDEX);
    }

    private static void checkCount(List<Entry> entries) {
        if (entries.size() > MAX_INTERFACES) {
            throw new IllegalArgumentException(
                    "a lane has at most %d interfaces, not %d".formatted(MAX_INTERFACES, entries.size()));
        }
    }

    /** Sets one interface up or down; without effect if there is none of that index. */
    public void up(int index, boolean up) {
        for (int i = 0; i < count(); i++) {
            long place = place(i);
            if (memory.get(ValueLayout.JAVA_INT, place + OFFSET_INDEX) == index) {
                memory.set(ValueLayout.JAVA_INT, place + OFFSET_FLAGS, up ? ALWAYS | UP : ALWAYS);
                changed();
            }
        }
    }

    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count(); i++) {
            entries.add(read(i));
        }
        return List.copyOf(entries);
    }

    public Optional<Entry> named(String name) {
        return entries().stream().filter(entry -> entry.name().equals(name)).findFirst();
    }

    private int count() {
        return Math.clamp(memory.get(ValueLayout.JAVA_INT, OFFSET_COUNT), 0, MAX_INTERFACES);
    }

    private void write(int i, Entry entry) {
        long place = place(i);
        byte[] name = entry.name().getBytes(US_ASCII);
        int length = Math.min(name.length, NAME_SIZE - 1);
        MemorySegment.copy(name, 0, memory, ValueLayout.JAVA_BYTE, place, length);
        memory.asSlice(place + length, NAME_SIZE - length).fill((byte) 0);
        memory.set(ValueLayout.JAVA_INT, place + OFFSET_INDEX, entry.index());
        memory.set(ValueLayout.JAVA_INT, place + OFFSET_FLAGS, entry.up() ? ALWAYS | UP : ALWAYS);
        memory.set(ValueLayout.JAVA_INT, place + OFFSET_MTU, entry.mtu());
    }

    private Entry read(int i) {
        long place = place(i);
        byte[] name = memory.asSlice(place, NAME_SIZE).toArray(ValueLayout.JAVA_BYTE);
        int length = 0;
        while (length < NAME_SIZE && name[length] != 0) {
            length++;
        }
        return new Entry(
                new String(name, 0, length, US_ASCII),
                memory.get(ValueLayout.JAVA_INT, place + OFFSET_INDEX),
                (memory.get(ValueLayout.JAVA_INT, place + OFFSET_FLAGS) & 1) != 0,
                memory.get(ValueLayout.JAVA_INT, place + OFFSET_MTU));
    }

    private static long place(int i) {
        return HEADER + (long) i * ENTRY;
    }

    private void changed() {
        memory.set(ValueLayout.JAVA_INT, OFFSET_CHANGES, memory.get(ValueLayout.JAVA_INT, OFFSET_CHANGES) + 1);
    }
}

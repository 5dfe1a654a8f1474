package org.buslane.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.buslane.linux.call.Kernel;
import org.buslane.linux.call.SystemCall;

/**
 * A file's bytes as memory, shared with everyone who maps it. Closing unmaps: the segment throws from
 * then on. Does not own the descriptor, which may be closed before.
 */
public final class Mapping implements AutoCloseable {
    /** sys/mman.h. */
    private static final int PROT_READ = 1;

    private static final int PROT_WRITE = 2;
    private static final int MAP_SHARED = 1;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory;

    private Mapping(Descriptor file, long size, int protection) {
        long address = LinuxException.check(
                "mmap " + size + " bytes of",
                file,
                Kernel.call(SystemCall.MMAP, 0, size, protection, MAP_SHARED, file.number(), 0));
        MemorySegment mapped = MemorySegment.ofAddress(address).reinterpret(size, arena, Mapping::unmap);
        this.memory = (protection & PROT_WRITE) != 0 ? mapped : mapped.asReadOnly();
    }

    /**
     * The first {@code size} bytes. Past the end of the file there is no memory: touching it raises
     * an InternalError, so size the file first.
     */
    public static Mapping readWrite(Descriptor file, long size) {
        return new Mapping(file, size, PROT_READ | PROT_WRITE);
    }

    /** The first {@code size} bytes, for reading. */
    public static Mapping readOnly(Descriptor file, long size) {
        return new Mapping(file, size, PROT_READ);
    }

    public MemorySegment memory() {
        return memory;
    }

    private static void unmap(MemorySegment mapped) {
        LinuxException.check("munmap", "", Kernel.call(SystemCall.MUNMAP, mapped.address(), mapped.byteSize()));
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}

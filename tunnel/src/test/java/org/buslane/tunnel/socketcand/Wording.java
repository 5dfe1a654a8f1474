package org.buslane.tunnel.socketcand;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.FrameStruct;
import org.buslane.core.text.FrameText;

/** Commands and frames as text, to and from memory. */
final class Wording {
    private Wording() {}

    static MemorySegment memory(int bytes) {
        return Arena.ofAuto().allocate(bytes, 8);
    }

    /** Memory with just this text. */
    static MemorySegment memory(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        MemorySegment memory = memory(bytes.length + 1).asSlice(0, bytes.length);
        MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length);
        return memory;
    }

    static String text(MemorySegment memory, long at, long bytes) {
        return new String(memory.asSlice(at, bytes).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }

    static String text(MemorySegment memory) {
        return text(memory, 0, memory.byteSize());
    }

    /** A frame as cansend writes it, of a struct. */
    static String frame(MemorySegment struct, int size) {
        return FrameText.format(FrameStruct.read(struct, 0, size));
    }

    /** The struct of a frame as cansend writes it, and nothing behind it. */
    static MemorySegment struct(String frame) {
        MemorySegment memory = memory(FrameLayout.XL_MAX_SIZE);
        return memory.asSlice(0, FrameStruct.write(FrameText.parse(frame), memory, 0));
    }
}

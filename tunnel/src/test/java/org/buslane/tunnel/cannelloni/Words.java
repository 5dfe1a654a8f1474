package org.buslane.tunnel.cannelloni;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.buslane.core.frame.Frame;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.text.FrameText;
import org.buslane.tunnel.Batches;

/** Frames as cansend writes them, and bytes as hex, to and from memory. */
final class Words {
    private Words() {}

    static Frame frame(String text) {
        return FrameText.parse(text);
    }

    static MemorySegment memory(int bytes) {
        return Arena.ofAuto().allocate(bytes, 8);
    }

    /** Memory with just these bytes. */
    static MemorySegment bytes(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        MemorySegment memory = memory(bytes.length + 1).asSlice(0, bytes.length);
        MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length);
        return memory;
    }

    static String hex(MemorySegment memory, long at, long bytes) {
        return HexFormat.of().formatHex(memory.asSlice(at, bytes).toArray(ValueLayout.JAVA_BYTE));
    }

    /** What a peer reads in a datagram; {@code -} for a frame that no bus carries, {@code !} at the end if it is broken. */
    static List<String> read(MemorySegment datagram) {
        DatagramReader reader = new DatagramReader();
        List<String> frames = new ArrayList<>();
        MemorySegment struct = memory(FrameLayout.FD_SIZE);
        if (reader.begin(datagram, 0, (int) datagram.byteSize())) {
            while (reader.next(struct, 0)) {
                frames.add(reader.size() == 0 ? "-" : Batches.text(struct, 0, reader.size()));
            }
        }
        if (reader.isBroken()) {
            frames.add("!");
        }
        return frames;
    }

    /** A datagram with all of these frames. */
    static MemorySegment datagram(String... frames) {
        Packer packer = new Packer(1472, false);
        MemorySegment memory = memory(1472 + FrameCode.MOST);
        packer.begin(memory, 0, 1472);
        FrameBatch batch = Batches.of(frames);
        for (int i = 0; i < batch.count(); i++) {
            if (!add(packer, batch, i)) {
                throw new IllegalArgumentException("too many frames for a datagram");
            }
        }
        return memory.asSlice(0, packer.finish());
    }

    static boolean add(Packer packer, FrameBatch batch, int index) {
        return packer.add(batch, index, FrameCode.size(batch.memory(), batch.offset(index), batch.size(index)));
    }
}

package org.buslane.core.pcapng;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.buslane.core.frame.Frame;
import org.buslane.core.recording.BadRecordingException;
import org.buslane.core.recording.Recorded;
import org.buslane.core.text.Direction;

/**
 * Reads pcapng from bytes as they come, of either byte order, also several sections one behind the other. Blocks it does
 * not know are skipped without being collected. Owned by one thread.
 */
public final class PcapngParser {
    /** Bytes of the longest block it takes. A frame needs some 2200, the rest is for others' options. */
    public static final int LONGEST_BLOCK = 1 << 16;

    /** More than anybody has buses: interfaces are what a section makes this reader keep. */
    private static final int MOST_INTERFACES = 4096;

    private final List<Interface> interfaces = new ArrayList<>();
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    private boolean inSection;
    private long offset;
    private long toSkip;
    private long leftOut;

    /** At the beginning of a recording. */
    public PcapngParser() {}

    /**
     * Takes bytes from the buffer until they have made a frame, or no whole block is left: then it wants more behind
     * those that remain. A buffer of {@link #LONGEST_BLOCK} bytes always has room.
     *
     * @throws BadRecordingException naming the offset of the block that is wrong
     */
    public Optional<Recorded> next(ByteBuffer in) {
        while (true) {
            skip(in);
            if (toSkip > 0 || in.remaining() < Block.FRAMING) {
                return Optional.empty();
            }
            int start = in.position();
            int type = type(in, start);
            long length = Integer.toUnsignedLong(in.order(order).getInt(start + 4));
            check(type, length);
            if (!isKnown(type)) {
                toSkip = length;
                continue;
            }
            if (in.remaining() < length) {
                return Optional.empty();
            }
            int again = in.getInt(start + (int) length - 4);
            if (again != (int) length) {
                throw bad(
                        "a block of %d bytes ends with the length %d".formatted(length, Integer.toUnsignedLong(again)));
            }
            ByteBuffer body =
                    in.slice(start + Block.HEAD, (int) length - Block.FRAMING).order(order);
            Optional<Recorded> frame = block(type, body);
            in.position(start + (int) length);
            offset += length;
            if (frame.isPresent()) {
                return frame;
            }
        }
    }

    /** Where it stands in the recording: behind the last whole block. */
    public long offset() {
        return offset;
    }

    /** Packets so far that are no CAN frames, or were cut when they were captured. */
    public long leftOut() {
        return leftOut;
    }

    /** Whether the recording may end where it stands. */
    public boolean mayEnd() {
        return toSkip == 0 && inSection;
    }

    private void skip(ByteBuffer in) {
        int skipped = (int) Math.min(toSkip, in.remaining());
        in.position(in.position() + skipped);
        toSkip -= skipped;
        offset += skipped;
    }

    /** A section's type is the same in both orders; the next bytes tell which it is. */
    private int type(ByteBuffer in, int start) {
        int type = in.order(order).getInt(start);
        if (type == Block.SECTION) {
            int magic = in.order(ByteOrder.LITTLE_ENDIAN).getInt(start + Block.HEAD);
            if (magic != Block.BYTE_ORDER && magic != Integer.reverseBytes(Block.BYTE_ORDER)) {
                throw bad("a section's byte order is 1A2B3C4D in one order or the other, not %08X".formatted(magic));
            }
            order = magic == Block.BYTE_ORDER ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        } else if (!inSection) {
            throw bad("pcapng begins with a section header, 0A0D0D0A, not with %08X"
                    .formatted(Integer.reverseBytes(type)));
        }
        return type;
    }

    private void check(int type, long length) {
        if (length < Block.FRAMING || length % 4 != 0) {
            throw bad("a block cannot have %d bytes: a multiple of 4 from 12 on".formatted(length));
        }
        if (isKnown(type) && length > LONGEST_BLOCK) {
            throw bad("a block of %d bytes, but those of CAN frames have %d at most".formatted(length, LONGEST_BLOCK));
        }
    }

    private static boolean isKnown(int type) {
        return type == Block.SECTION
                || type == Block.INTERFACE
                || type == Block.ENHANCED_PACKET
                || type == Block.SIMPLE_PACKET;
    }

    private Optional<Recorded> block(int type, ByteBuffer body) {
        switch (type) {
            case Block.SECTION -> section(body);
            case Block.INTERFACE -> {
                if (interfaces.size() == MOST_INTERFACES) {
                    throw bad("more than %d interfaces".formatted(MOST_INTERFACES));
                }
                interfaces.add(Interface.read(body, interfaces.size(), this::bad));
            }
            case Block.ENHANCED_PACKET -> {
                return packet(body);
            }
            // A simple packet has no stamp, so nothing that plays or plots frames could use it.
            default -> leftOut++;
        }
        return Optional.empty();
    }

    private void section(ByteBuffer body) {
        if (body.remaining() < 16) {
            throw bad("a section header of %d bytes, too few".formatted(body.remaining()));
        }
        int major = Short.toUnsignedInt(body.getShort(4));
        if (major != 1) {
            throw bad("version %d of pcapng, and this reads version 1".formatted(major));
        }
        interfaces.clear();
        inSection = true;
    }

    private Optional<Recorded> packet(ByteBuffer body) {
        if (body.remaining() < 20) {
            throw bad("a packet block of %d bytes, too few".formatted(body.remaining()));
        }
        int number = body.getInt();
        if (number < 0 || number >= interfaces.size()) {
            throw bad("a packet of interface %d, and %d are described"
                    .formatted(Integer.toUnsignedLong(number), interfaces.size()));
        }
        long stamp = (long) body.getInt() << 32 | Integer.toUnsignedLong(body.getInt());
        long captured = Integer.toUnsignedLong(body.getInt());
        long original = Integer.toUnsignedLong(body.getInt());
        if (captured > body.remaining() || Block.padded((int) captured) > body.remaining()) {
            throw bad("a packet of %d bytes in a block that has %d for it".formatted(captured, body.remaining()));
        }
        Interface from = interfaces.get(number);
        ByteBuffer packet = body.slice(body.position(), (int) captured);
        body.position(body.position() + Block.padded((int) captured));
        Optional<Frame> frame = from.linkType() == CanPacket.LINK_TYPE && captured == original
                ? CanPacket.read(packet)
                : Optional.empty();
        if (frame.isEmpty()) {
            leftOut++;
            return Optional.empty();
        }
        long nanos = from.resolution()
                .nanos(stamp)
                .orElseThrow(
                        () -> bad("a stamp of %s, before 1970 or after 2262".formatted(Long.toUnsignedString(stamp))));
        return Optional.of(new Recorded(nanos, from.name(), frame.get(), direction(body)));
    }

    private Direction direction(ByteBuffer body) {
        Options options = new Options(body, this::bad);
        while (options.next()) {
            if (options.code() == Block.PACKET_FLAGS && options.value().remaining() == 4) {
                return switch (options.value().getInt(0) & Block.DIRECTION) {
                    case Block.INBOUND -> Direction.RECEIVED;
                    case Block.OUTBOUND -> Direction.SENT;
                    default -> Direction.UNSAID;
                };
            }
        }
        return Direction.UNSAID;
    }

    private BadRecordingException bad(String sentence) {
        return new BadRecordingException(offset, sentence);
    }
}

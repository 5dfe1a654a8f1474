package org.buslane.node.gatewayrules;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.buslane.core.frame.Payload;
import org.buslane.linux.netlink.FramePart;
import org.buslane.linux.netlink.GatewayModification;
import org.buslane.linux.netlink.GatewayOperation;
import org.buslane.node.NodeException;

/**
 * The value of {@code -m}, {@code SET:IL:333.4.1122334455667788}, and of {@code -M}, which has flags before the length
 * and 64 bytes of data. All numbers are hexadecimal, the length too.
 */
final class ModificationText {
    private static final String CLASSIC_FORM = "INSTRUCTION:ELEMENTS:ID.DLC.DATA";
    private static final String FD_FORM = "INSTRUCTION:ELEMENTS:ID.FLAGS.LEN.DATA";
    private static final int CLASSIC_DATA = 8;
    private static final int FD_DATA = 64;

    private ModificationText() {}

    static GatewayModification read(String text, boolean fd) {
        String[] parts = text.split(":", -1);
        String[] frame = parts.length == 3 ? parts[2].split("\\.", -1) : new String[0];
        if (frame.length != (fd ? 4 : 3)) {
            throw mistake(text, fd, "is " + (fd ? FD_FORM : CLASSIC_FORM));
        }
        String which = letter(fd) + " " + parts[0];
        Payload data = Numbers.bytes("the data of " + which, frame[frame.length - 1], fd ? FD_DATA : CLASSIC_DATA);
        return new GatewayModification(
                operation(parts[0]).orElseThrow(() -> mistake(text, fd, "begins with AND, OR, XOR or SET")),
                elements(parts[1], fd)
                        .orElseThrow(() ->
                                mistake(text, fd, "names its elements by " + (fd ? "I, F, L and D" : "I, L and D"))),
                Numbers.hex("the id of " + which, frame[0]),
                Numbers.hexByte("the length of " + which, frame[frame.length - 2]),
                fd ? Numbers.hexByte("the flags of " + which, frame[1]) : 0,
                data);
    }

    private static NodeException mistake(String text, boolean fd, String what) {
        return new NodeException("'%s' is no modification: %s %s".formatted(text, letter(fd), what));
    }

    private static String letter(boolean fd) {
        return fd ? "-M" : "-m";
    }

    private static Optional<GatewayOperation> operation(String word) {
        for (GatewayOperation operation : GatewayOperation.values()) {
            if (operation.name().equals(word)) {
                return Optional.of(operation);
            }
        }
        return Optional.empty();
    }

    private static Optional<Set<FramePart>> elements(String letters, boolean fd) {
        Set<FramePart> parts = EnumSet.noneOf(FramePart.class);
        for (int i = 0; i < letters.length(); i++) {
            switch (letters.charAt(i)) {
                case 'I' -> parts.add(FramePart.ID);
                case 'L' -> parts.add(FramePart.LENGTH);
                case 'D' -> parts.add(FramePart.DATA);
                case 'F' -> {
                    if (!fd) {
                        return Optional.empty();
                    }
                    parts.add(FramePart.FLAGS);
                }
                default -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(parts).filter(some -> !some.isEmpty());
    }
}

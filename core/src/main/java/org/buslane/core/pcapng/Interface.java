package org.buslane.core.pcapng;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** An interface description block: what packets of it are, what their stamps count, how it is called. */
record Interface(int linkType, String name, Resolution resolution) {
    /** As long as an interface's name gets in Linux; what comes from elsewhere is cut, so that all formats can say it. */
    private static final int LONGEST_NAME = 15;

    /**
     * Reads a block's body.
     *
     * @param number of the interface in its section, from 0
     */
    static Interface read(ByteBuffer body, int number, Options.Complaint complaint) {
        if (body.remaining() < 8) {
            throw complaint.of("an interface block of %d bytes, too few".formatted(body.remaining()));
        }
        int linkType = Short.toUnsignedInt(body.getShort());
        body.position(body.position() + 6);
        Options options = new Options(body, complaint);
        String name = "";
        Resolution resolution = Resolution.MICROSECONDS;
        while (options.next()) {
            ByteBuffer value = options.value();
            switch (options.code()) {
                case Block.INTERFACE_NAME -> name = name(value);
                case Block.INTERFACE_RESOLUTION -> {
                    if (value.remaining() == 1) {
                        resolution = resolution.withCode(Byte.toUnsignedInt(value.get()));
                    }
                }
                case Block.INTERFACE_OFFSET -> {
                    if (value.remaining() == Long.BYTES) {
                        resolution = resolution.withOffset(value.getLong());
                    }
                }
                default -> {}
            }
        }
        return new Interface(linkType, name.isEmpty() ? "can" + number : name, resolution);
    }

    private static String name(ByteBuffer value) {
        String text = StandardCharsets.UTF_8.decode(value).toString();
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character > ' ' && character < 0x7f && name.length() < LONGEST_NAME) {
                name.append(character);
            }
        }
        return name.toString();
    }
}

package org.buslane.node.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import org.buslane.node.NodeException;
import org.buslane.node.json.JsonObject;

/** What a control socket answers: one line of JSON. */
public final class Answer {
    /** Far more than any gateway has to say: 63 interfaces in thousands of lanes. */
    private static final int LONGEST = 64 << 20;

    private static final int CHUNK = 1 << 13;

    private Answer() {}

    /**
     * @param what it is, as messages call it
     * @throws NodeException if it ends in the middle, or what it says if that is an error
     */
    public static JsonObject read(String what, ReadableByteChannel channel) throws IOException {
        return JsonObject.parse(what, line(what, channel));
    }

    /** As {@link #read}, and not taken apart. */
    static String line(String what, ReadableByteChannel channel) throws IOException {
        String line = whole(what, channel);
        if (line.startsWith("{\"error\"")) {
            throw new NodeException(JsonObject.parse(what, line).text("error"));
        }
        return line;
    }

    /** Not to the end of the stream, which is a reset if our request was never read. */
    private static String whole(String what, ReadableByteChannel channel) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(CHUNK);
        byte[] chunk = new byte[CHUNK];
        while (line.size() < LONGEST) {
            int length = channel.read(ByteBuffer.wrap(chunk));
            if (length < 0) {
                throw new NodeException(what + " broke off in the middle");
            }
            line.write(chunk, 0, length);
            if (length > 0 && chunk[length - 1] == '\n') {
                return line.toString(StandardCharsets.UTF_8).stripTrailing();
            }
        }
        throw new NodeException(what + " has no end");
    }
}

package org.buslane.lab.junit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What a test threw in the guest, on its way out. Both sides have the same class path, so Java's serialisation brings
 * it as it was, with its stack, its causes and what an IDE compares; where it cannot, the words and stacks are brought.
 */
final class Thrown {
    private Thrown() {}

    static String pack(Throwable thrown) {
        return "%s %s"
                .formatted(base64(serialised(thrown)), base64(printed(thrown).getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] serialised(Throwable thrown) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(thrown);
        } catch (IOException | RuntimeException _) {
            return thrown instanceof RemoteFailure ? new byte[0] : serialised(RemoteFailure.of(thrown));
        }
        return bytes.toByteArray();
    }

    static Throwable unpack(String packed) {
        String[] parts = packed.split(" ", -1);
        try (ObjectInputStream in = new ObjectInputStream(
                new ByteArrayInputStream(Base64.getDecoder().decode(parts[0])))) {
            return (Throwable) in.readObject();
        } catch (IOException | ClassNotFoundException | RuntimeException unreadable) {
            String printed = new String(Base64.getDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            return new AssertionError("in the lab: " + printed, unreadable);
        }
    }

    private static String printed(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}

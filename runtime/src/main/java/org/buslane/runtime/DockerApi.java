package org.buslane.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * An API like Docker's on a unix socket.
 *
 * @param patience how long each answer may take
 */
record DockerApi(Path socket, Duration patience) {
    private static final int LONGEST_COMPLAINT = 200;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    /**
     * Empty for what is not there.
     *
     * @throws IOException with what it says instead
     * @throws IllegalArgumentException if that is no JSON
     */
    Optional<Json> get(String target) throws IOException {
        HttpResponse response = UnixHttp.get(socket, target, patience);
        return switch (response.status()) {
            case OK -> Optional.of(Json.parse(response.body().getBytes(StandardCharsets.UTF_8)));
            case NOT_FOUND -> Optional.empty();
            default -> throw new IOException("it says " + complaint(response));
        };
    }

    private static String complaint(HttpResponse response) {
        String status = "HTTP " + response.status();
        try {
            return Json.parse(response.body().getBytes(StandardCharsets.UTF_8))
                    .at("message")
                    .text()
                    .map(text -> status + ", " + printable(text))
                    .orElse(status);
        } catch (IllegalArgumentException notJson) {
            return status;
        }
    }

    private static String printable(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST_COMPLAINT)).replaceAll("\\p{Cntrl}", " ");
    }
}

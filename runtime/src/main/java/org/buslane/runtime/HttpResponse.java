package org.buslane.runtime;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A whole answer of an HTTP server, which ends with the connection as we ask in HTTP/1.0: RFC 1945 section 6. */
record HttpResponse(int status, String body) {
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9][0-9])(?: .*)?");
    private static final Pattern CHUNKED =
            Pattern.compile("^transfer-encoding:", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    /** @throws IllegalArgumentException if it is none, or was cut off in its head */
    static HttpResponse parse(byte[] answer) {
        // Latin-1 is one character for each byte, so places are the same in both.
        String text = new String(answer, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IllegalArgumentException(
                    answer.length == 0 ? "it closed the connection without an answer" : "its answer is not HTTP");
        }
        String head = text.substring(0, end);
        Matcher line = STATUS_LINE.matcher(head.lines().findFirst().orElse(""));
        if (!line.matches()) {
            throw new IllegalArgumentException("its answer is not HTTP");
        }
        if (CHUNKED.matcher(head).find()) {
            throw new IllegalArgumentException("it answers in chunks, which HTTP/1.0 does not know");
        }
        return new HttpResponse(
                Integer.parseInt(line.group(1)),
                new String(answer, end + 4, answer.length - end - 4, StandardCharsets.UTF_8));
    }
}

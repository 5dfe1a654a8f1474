package org.buslane.node.socketcand;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.buslane.tunnel.socketcand.BusTraffic;

/**
 * What the kernel has counted of its interfaces, as the original's statistics.c reads it.
 *
 * @param proc the folder that is /proc
 */
public record ProcTraffic(Path proc) {
    private static final BusTraffic NONE = new BusTraffic(0, 0, 0, 0);

    /** Behind the name: eight numbers of what was received, then those of what was sent. */
    private static final int SENT = 8;

    /** All zero for one that there is not. */
    public BusTraffic of(String bus) {
        try {
            return parse(Files.readString(proc.resolve("thread-self/net/dev")), bus);
        } catch (IOException e) {
            return NONE;
        }
    }

    static BusTraffic parse(String dev, String bus) {
        return dev.lines()
                .map(String::strip)
                .filter(line -> line.startsWith(bus + ":"))
                .findFirst()
                .map(line -> line.substring(bus.length() + 1).strip().split(" +"))
                .filter(numbers -> numbers.length > SENT + 1)
                .map(numbers -> new BusTraffic(
                        Long.parseLong(numbers[0]),
                        Long.parseLong(numbers[1]),
                        Long.parseLong(numbers[SENT]),
                        Long.parseLong(numbers[SENT + 1])))
                .orElse(NONE);
    }
}

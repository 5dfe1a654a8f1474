package org.buslane.node.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.buslane.node.NodeException;
import org.buslane.node.folder.Caller;

/**
 * {@code play}: a recording in candump's log format to virtual buses.
 *
 * @param speed 2 plays twice as fast as it was recorded
 * @param timed false to send as fast as the buses take the frames
 */
public record Playing(BusNames names, double speed, boolean timed) {
    /**
     * Plays a file. It is read through before anything is sent, so that a mistake in it is found first;
     * what is no regular file, a pipe, can be read only once and is played as {@link #stream} does.
     *
     * @return how many frames
     */
    public long file(Caller caller, Path file) {
        try (Player player = player(caller)) {
            if (Files.isRegularFile(file)) {
                try (InputStream in = Files.newInputStream(file)) {
                    if (player.check(new Lines(in, file.toString())) == 0) {
                        throw new NodeException(file + " has no frame in candump's log format, such as"
                                + " (1666123359.911266) can0 7BC#1300");
                    }
                }
            }
            try (InputStream in = Files.newInputStream(file)) {
                return player.play(new Lines(in, file.toString()));
            }
        } catch (NoSuchFileException e) {
            throw new NodeException("there is no file " + file, e);
        } catch (IOException e) {
            throw new NodeException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Plays what comes; the frames before a malformed line have been sent when it is found.
     *
     * @return how many frames
     */
    public long stream(Caller caller, InputStream in) {
        try (Player player = player(caller)) {
            return player.play(new Lines(in, "stdin"));
        }
    }

    private Player player(Caller caller) {
        return new Player(
                names,
                bus -> FrameSender.to(caller, bus),
                timed ? Optional.of(new PlayTimes(speed)) : Optional.empty(),
                PlayClock.system());
    }
}

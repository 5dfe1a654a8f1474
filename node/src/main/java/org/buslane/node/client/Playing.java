package org.buslane.node.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalDouble;
import org.buslane.node.NodeException;
import org.buslane.node.folder.Caller;
import org.buslane.node.recording.Reasons;
import org.buslane.node.recording.RecordingReader;
import org.buslane.node.recording.Recordings;

/**
 * {@code play}: a recording in any format to virtual buses.
 *
 * @param speed 2 plays twice as fast as it was recorded; empty to send as fast as the buses take the frames
 * @param loops how often a file is played; {@link Long#MAX_VALUE} for ever
 */
public record Playing(BusNames names, OptionalDouble speed, PlayWindow window, long loops, Steps steps) {
    /**
     * Plays a file. It is read through before anything is sent, so that a mistake in it is found first;
     * what is no regular file, a pipe, can be read only once and is played as {@link #stream} does.
     *
     * @return how many frames
     */
    public long file(Caller caller, Path file) {
        try (Player player = player(caller)) {
            boolean regular = Files.isRegularFile(file);
            if (regular) {
                check(player, file);
            }
            long frames = 0;
            for (long loop = 0; loop < (regular ? loops : 1); loop++) {
                try (InputStream in = Files.newInputStream(file)) {
                    frames += player.play(open(in, file.toString()));
                }
            }
            return frames;
        } catch (NoSuchFileException e) {
            throw new NodeException("there is no file " + file, e);
        } catch (IOException e) {
            throw new NodeException(file + " cannot be read: " + Reasons.of(e), e);
        }
    }

    private void check(Player player, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            if (player.check(open(in, file.toString())) > 0) {
                return;
            }
        }
        throw new NodeException(
                window.equals(PlayWindow.ALL)
                        ? file + " has no frame: neither pcapng, ASC nor candump's log lines, such as"
                                + " (1666123359.911266) can0 7BC#1300"
                        : file + " has no frame in that part");
    }

    /**
     * Plays what comes; the frames before a malformed line have been sent when it is found.
     *
     * @return how many frames
     */
    public long stream(Caller caller, InputStream in) {
        try (Player player = player(caller)) {
            return player.play(open(in, "stdin"));
        }
    }

    private static RecordingReader open(InputStream in, String source) {
        return Recordings.open(in, source, Optional.empty(), ZoneId.systemDefault());
    }

    private Player player(Caller caller) {
        return new Player(names, bus -> FrameSender.to(caller, bus), speed, window, steps, PlayClock.system());
    }
}

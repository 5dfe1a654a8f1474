package org.buslane.node.client;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.buslane.node.NodeException;
import org.buslane.node.folder.Caller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlayingTest {
    @TempDir
    private Path folder;

    @Test
    void whyAFileCannotBeReadIsSaidWithoutItsNameAgain() throws IOException {
        Path loop = folder.resolve("loop.log");
        Files.createSymbolicLink(loop, loop);
        Playing playing = new Playing(BusNames.parse(List.of()), OptionalDouble.empty(), PlayWindow.ALL, 1, Steps.NONE);

        assertThatThrownBy(() -> playing.file(Caller.ofThisProcess(), loop))
                .isInstanceOf(NodeException.class)
                .hasMessageStartingWith(loop + " cannot be read: Too many levels of symbolic links");
    }
}

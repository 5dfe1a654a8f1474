package org.buslane.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InputFeedTest {
    @TempDir
    private Path folder;

    private final Channel channel = new Channel("a test's");
    private final FakeGuest guest = new FakeGuest(channel);

    @AfterEach
    void theChannelIsClosed() {
        channel.close();
    }

    private Thread feed(InputStream input) {
        return Thread.ofPlatform().start(new InputFeed(channel, input, folder));
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private byte[] fileOf(FakeGuest.Answer answer) throws IOException {
        ByteBuffer announced = ByteBuffer.wrap(answer.data()).order(ByteOrder.nativeOrder());
        Path file = folder.resolve("input." + announced.getInt(0));
        byte[] content = Files.readAllBytes(file);
        assertThat(content).hasSize(announced.getInt(4));
        Files.delete(file);
        return content;
    }

    @Test
    void whatIsTypedGoesThroughTheChannelAndItsEndIsAnAnswerOfNothing() throws Exception {
        PipedOutputStream keyboard = new PipedOutputStream();
        Thread feed = feed(new PipedInputStream(keyboard));
        keyboard.write("one\n".getBytes(UTF_8));
        keyboard.flush();

        FakeGuest.Answer typed = guest.request().answer();
        assertThat(typed.kind()).isEqualTo('d');
        assertThat(typed.data()).isEqualTo("one\n".getBytes(UTF_8));

        keyboard.close();
        FakeGuest.Answer end = guest.request().answer();
        assertThat(end.kind()).isEqualTo('d');
        assertThat(end.data()).isEmpty();
        feed.join();
    }

    @Test
    void nothingIsSaidUnasked() throws Exception {
        Thread feed = feed(new ByteArrayInputStream(bytes(10)));
        guest.request().answer();
        guest.request().answer();
        feed.join();

        assertThat(guest.hasNothing()).isTrue();
    }

    @Test
    void theLargestAnswerIsNoFile() throws Exception {
        byte[] largest = bytes(Channel.CHUNK);
        feed(new ByteArrayInputStream(largest));

        FakeGuest.Answer answer = guest.request().answer();

        assertThat(answer.kind()).isEqualTo('d');
        assertThat(answer.data()).isEqualTo(largest);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatIsLargerGoesAsFilesOfAMebibyte() throws Exception {
        byte[] large = bytes((2 << 20) + Channel.CHUNK + 1);
        Thread feed = feed(new ByteArrayInputStream(large));
        ByteArrayOutputStream arrived = new ByteArrayOutputStream();

        for (int i = 0; i < 3; i++) {
            FakeGuest.Answer answer = guest.request().answer();
            assertThat(answer.kind()).isEqualTo('b');
            arrived.writeBytes(fileOf(answer));
        }

        assertThat(arrived.toByteArray()).isEqualTo(large);
        assertThat(guest.request().answer().data()).isEmpty();
        feed.join();
    }

    @Test
    void withoutRoomForAFileItGoesThroughTheChannel() throws Exception {
        Files.delete(folder);
        byte[] large = bytes(3 * Channel.CHUNK + 5);
        Thread feed = feed(new ByteArrayInputStream(large));
        ByteArrayOutputStream arrived = new ByteArrayOutputStream();

        for (FakeGuest.Answer answer = guest.request().answer();
                answer.data().length > 0;
                answer = guest.request().answer()) {
            assertThat(answer.kind()).isEqualTo('d');
            arrived.writeBytes(answer.data());
        }

        assertThat(arrived.toByteArray()).isEqualTo(large);
        feed.join();
    }

    @Test
    void anInputThatCannotBeReadIsAtItsEnd() throws Exception {
        Thread feed = feed(new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Is a directory");
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return read();
            }
        });

        assertThat(guest.request().answer().data()).isEmpty();
        feed.join();
    }

    @Test
    void aGuestThatIsGoneIsTheFeedsEnd() throws Exception {
        Thread feed = feed(new ByteArrayInputStream(bytes(5)));
        guest.leave();
        feed.join();

        assertThat(feed.isAlive()).isFalse();
    }

    @Test
    void aGuestThatLeavesWhileItsAnswerIsTypedIsTheFeedsEnd() throws Exception {
        PipedOutputStream keyboard = new PipedOutputStream();
        Thread feed = feed(new PipedInputStream(keyboard));
        guest.request().leave();
        keyboard.write('x');
        keyboard.close();
        feed.join();

        assertThat(feed.isAlive()).isFalse();
    }
}

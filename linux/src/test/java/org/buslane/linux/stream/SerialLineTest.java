package org.buslane.linux.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import org.buslane.linux.Epoll;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SerialLineTest {
    private final MemorySegment memory = Arena.ofAuto().allocate(512);

    /** Among them bytes that a terminal would translate, echo or take for a key of its own. */
    @ParameterizedTest
    @ValueSource(ints = {9600, 115_200, 250_000, 3_000_000})
    void bytesPassAsTheyAreAtAnySpeed(int baud) {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        try (PseudoTerminal far = PseudoTerminal.open();
                ByteStream near = SerialLine.open(far.path(), baud)) {
            assertThat(near.read(memory, 0, 512)).isEqualTo(-Errno.EAGAIN);
            write(near, all);
            assertThat(read(far.stream(), all.length)).isEqualTo(all);
            write(far.stream(), all);
            assertThat(read(near, all.length)).isEqualTo(all);
            assertThat(far.stream().read(memory, 0, 512))
                    .as("nothing was echoed")
                    .isEqualTo(-Errno.EAGAIN);
        }
    }

    @Test
    void theNearEndSeesThatTheFarOneIsGone() {
        PseudoTerminal far = PseudoTerminal.open();
        try (ByteStream near = SerialLine.open(far.path(), 115_200)) {
            far.close();
            assertThat(near.read(memory, 0, 512)).isLessThanOrEqualTo(0).isNotEqualTo(-Errno.EAGAIN);
            assertThat(near.write(memory, 0, 1)).isEqualTo(-Errno.EIO);
        }
    }

    @Test
    void whatIsThereNoMoreIsSaid(@TempDir Path folder) {
        assertThatThrownBy(() -> SerialLine.open(folder.resolve("ttyACM0").toString(), 115_200))
                .isInstanceOf(LinuxException.class)
                .hasMessage("open %s/ttyACM0: ENOENT (no such file or directory)", folder);
    }

    @Test
    void whoMayOpenALineIsSaidByItsUserAndGroup(@TempDir Path folder) throws Exception {
        Path line = Files.createFile(folder.resolve("ttyACM0"));
        PosixFileAttributes of = Files.readAttributes(line, PosixFileAttributes.class);
        assertThat(SerialLine.whoMay(line.toString()))
                .isEqualTo(
                        "it is for the user %s and the group %s, and this process, of %s, is in neither",
                        of.owner().getName(), of.group().getName(), System.getProperty("user.name"));
        assertThat(SerialLine.whoMay(folder.resolve("closed/ttyACM0").toString()))
                .isEqualTo("a folder on the way to it is closed to this process");
    }

    @Test
    void whatIsNoSerialLineIsSaidToBeNone() {
        assertThatThrownBy(() -> SerialLine.open("/dev/null", 115_200))
                .isInstanceOf(LinuxException.class)
                .hasMessage(
                        "read the settings of /dev/null: ENOTTY (inappropriate ioctl for device): it is no serial line");
    }

    private void write(ByteStream to, byte[] bytes) {
        MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length);
        assertThat(to.write(memory, 0, bytes.length)).isEqualTo(bytes.length);
    }

    private byte[] read(ByteStream from, int count) {
        int length = 0;
        try (Epoll epoll = new Epoll(1)) {
            epoll.add(from.descriptor(), 1, Epoll.IN);
            while (length < count) {
                assertThat(epoll.await(5_000)).isEqualTo(1);
                int some = from.read(memory, length, count - length);
                assertThat(some).isPositive();
                length += some;
            }
        }
        return memory.asSlice(0, count).toArray(ValueLayout.JAVA_BYTE);
    }
}

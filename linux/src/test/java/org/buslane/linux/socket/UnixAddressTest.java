package org.buslane.linux.socket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class UnixAddressTest {
    @Test
    void aPathEndsWithAZeroByte() {
        assertThat(bytes(UnixAddress.of(Path.of("/a/b")))).isEqualTo("0100" + "2f612f62" + "00");
    }

    @Test
    void anAbstractNameBeginsWithOne() {
        assertThat(bytes(UnixAddress.parse("@ab"))).isEqualTo("0100" + "00" + "6162");
    }

    @Test
    void whatIsWrittenIsRead() {
        for (String text : new String[] {"/a/b", "@ab", "x".repeat(107), "@" + "x".repeat(107), "/ümläut"}) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment memory = arena.allocate(UnixAddress.MAX_SIZE);
                int size = UnixAddress.parse(text).write(memory);
                assertThat(UnixAddress.read(memory, size)).contains(UnixAddress.parse(text));
                assertThat(UnixAddress.parse(text)).hasToString(text);
            }
        }
    }

    @Test
    void aNameTooLongForTheStructIsRefusedWithItsLength() {
        String name = "/" + "x".repeat(107);
        assertThatThrownBy(() -> UnixAddress.of(Path.of(name)))
                .hasMessage("a unix socket's name has 1 to 107 bytes, '%s' has 108".formatted(name));
        assertThatThrownBy(() -> UnixAddress.ofAbstract("ü".repeat(54))).hasMessageContaining("has 108");
        assertThatThrownBy(() -> UnixAddress.parse("@")).hasMessageContaining("has 0");
    }

    @Test
    void aZeroByteInsideIsRefused() {
        assertThatThrownBy(() -> UnixAddress.parse("/a\0b"))
                .hasMessageStartingWith("a unix socket's name has no zero byte");
    }

    private static String bytes(UnixAddress address) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(UnixAddress.MAX_SIZE);
            int size = address.write(memory);
            return HexFormat.of().formatHex(memory.asSlice(0, size).toArray(JAVA_BYTE));
        }
    }
}

package org.buslane.linux.inet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SocketNameTest {
    private final ByteBuffer memory = ByteBuffer.allocate(SocketName.ROOM).order(ByteOrder.LITTLE_ENDIAN);

    /** struct sockaddr_in and sockaddr_in6, port and address in the network's order. */
    @Test
    void namesAreLaidOutAsTheKernelReadsThem() {
        assertThat(written("192.168.1.7:3333")).isEqualTo("02000d05c0a801070000000000000000");
        assertThat(written("[fd00::1]:3333")).isEqualTo("0a000d0500000000fd00000000000000000000000000000100000000");
    }

    private String written(String place) {
        int size = SocketName.write(InetPlace.parse(place), memory.clear().put(new byte[SocketName.ROOM]));
        return HexFormat.of().formatHex(memory.array(), 0, size);
    }

    @Test
    void whatWasWrittenIsReadBack() {
        for (String place : new String[] {"192.0.2.7:20000", "[2001:db8::7]:65535", "[fe80::1%1]:1"}) {
            written(place);
            assertThat(SocketName.read(memory, 0)).hasValue(InetPlace.parse(place));
        }
    }

    @Test
    void anIpv4AddressWithinIpv6IsToldAsIpv4() {
        memory.put(HexFormat.of().parseHex("0a004e200000000000000000000000000000ffffc000020700000000"));
        assertThat(SocketName.read(memory, 0)).hasValue(InetPlace.parse("192.0.2.7:20000"));
        assertThat(SocketName.mapped(InetPlace.parse("192.0.2.7:20000")).isAt(memory, 0))
                .isTrue();
    }

    @Test
    void aNameOfNoInternetFamilyIsNoPlace() {
        memory.putShort(0, (short) 1);
        assertThat(SocketName.read(memory, 0)).isEmpty();
    }

    @Test
    void aNameIsKnownByItsAddressWhateverItsPort() {
        for (String[] pair : new String[][] {
            {"192.0.2.7:20000", "192.0.2.7:20001", "192.0.2.8:20000"},
            {"[2001:db8::7]:20000", "[2001:db8::7]:20001", "[2001:db8::8]:20000"}
        }) {
            SocketName name = SocketName.of(InetPlace.parse(pair[0]));
            written(pair[0]);
            assertThat(name.isAt(memory, 0)).isTrue();
            written(pair[1]);
            assertThat(name.isAt(memory, 0)).isFalse();
            assertThat(name.hasAddressAt(memory, 0)).isTrue();
            written(pair[2]);
            assertThat(name.hasAddressAt(memory, 0)).isFalse();
        }
    }

    @Test
    void aLinkLocalAddressWithoutItsInterfaceIsMetOnAny() {
        written("[fe80::7%1]:20000");
        assertThat(SocketName.of(InetPlace.parse("[fe80::7]:20000")).isAt(memory, 0))
                .isTrue();
        written("[fe80::7]:20000");
        assertThat(SocketName.of(InetPlace.parse("[fe80::7%1]:20000")).isAt(memory, 0))
                .isFalse();
    }
}

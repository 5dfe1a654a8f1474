package org.buslane.virtual.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.buslane.virtual.raw.RawOptions.SOL_CAN_RAW;
import static org.buslane.virtual.raw.RawOptions.SOL_SOCKET;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.buslane.linux.Errno;
import org.buslane.virtual.wire.StateWord;
import org.buslane.virtual.wire.Trailer;
import org.junit.jupiter.api.Test;

/** Options and their errors, as raw_setsockopt(), raw_getsockopt() and sk_setsockopt() give them. */
class RawOptionsTest {
    private static final List<Integer> NUMBERS = List.of(
            RawOptions.ERR_FILTER,
            RawOptions.LOOPBACK,
            RawOptions.RECV_OWN_MSGS,
            RawOptions.FD_FRAMES,
            RawOptions.JOIN_FILTERS,
            RawOptions.XL_FRAMES);
    private static final List<Integer> STAMPS = List.of(
            RawOptions.TIMESTAMP,
            RawOptions.TIMESTAMP_NEW,
            RawOptions.TIMESTAMPNS,
            RawOptions.TIMESTAMPNS_NEW,
            RawOptions.TIMESTAMPING,
            RawOptions.TIMESTAMPING_NEW,
            RawOptions.RXQ_OVFL);

    private final RawSocket socket = new RawSocket();

    private int set(int level, int name, int... words) {
        return RawOptions.set(socket, level, name, MemorySegment.ofArray(words));
    }

    private int setBytes(int level, int name, int size) {
        return RawOptions.set(socket, level, name, MemorySegment.ofArray(new byte[size]));
    }

    private int get(int level, int name) {
        RawOptions.Value value = RawOptions.get(socket, level, name, Integer.BYTES);
        assertThat(value.error()).isZero();
        return value.bytes().get(ValueLayout.JAVA_INT_UNALIGNED, 0);
    }

    @Test
    void aNewSocketIsLikeTheKernels() {
        assertThat(get(SOL_CAN_RAW, RawOptions.LOOPBACK)).isEqualTo(1);
        for (int name : List.of(2, 4, 5, 6, 7)) {
            assertThat(get(SOL_CAN_RAW, name)).as("option %d", name).isZero();
        }
        for (int name : STAMPS) {
            assertThat(get(SOL_SOCKET, name)).as("option %d", name).isZero();
        }
        RawOptions.Value filters = RawOptions.get(socket, SOL_CAN_RAW, RawOptions.FILTER, 64);
        assertThat(filters.bytes().toArray(ValueLayout.JAVA_INT_UNALIGNED)).containsExactly(0, 0);
    }

    @Test
    void aNumberOfCanRawTakesFourBytesExactly() {
        for (int name : NUMBERS) {
            for (int size : List.of(0, 1, 3, 5, 8)) {
                assertThat(setBytes(SOL_CAN_RAW, name, size))
                        .as("option %d", name)
                        .isEqualTo(Errno.EINVAL);
            }
            assertThat(setBytes(SOL_CAN_RAW, name, 4)).as("option %d", name).isZero();
        }
    }

    @Test
    void aNumberOfSolSocketTakesFourBytesOrMore() {
        for (int name : STAMPS) {
            for (int size : List.of(0, 1, 3)) {
                assertThat(setBytes(SOL_SOCKET, name, size))
                        .as("option %d", name)
                        .isEqualTo(Errno.EINVAL);
            }
            for (int size : List.of(4, 8)) {
                assertThat(setBytes(SOL_SOCKET, name, size))
                        .as("option %d", name)
                        .isZero();
            }
        }
    }

    @Test
    void filtersTakeEightBytesEachAndAreAtMost512() {
        for (int size : List.of(1, 4, 12, 4096 + 8)) {
            assertThat(setBytes(SOL_CAN_RAW, RawOptions.FILTER, size)).isEqualTo(Errno.EINVAL);
        }
        assertThat(socket.filters().words()).containsExactly(0, 0);
        assertThat(setBytes(SOL_CAN_RAW, RawOptions.FILTER, 4096)).isZero();
        assertThat(setBytes(SOL_CAN_RAW, RawOptions.FILTER, 0)).isZero();
        assertThat(socket.filters().count()).isZero();
    }

    @Test
    void optionsThatThereAreNotAreNoProtocolOptions() {
        for (int name : List.of(0, 9, -1, Integer.MAX_VALUE)) {
            assertThat(set(SOL_CAN_RAW, name, 1)).isEqualTo(Errno.ENOPROTOOPT);
            assertThat(RawOptions.get(socket, SOL_CAN_RAW, name, 4).error()).isEqualTo(Errno.ENOPROTOOPT);
            assertThat(set(SOL_SOCKET, name, 1)).isEqualTo(Errno.ENOPROTOOPT);
            assertThat(RawOptions.get(socket, SOL_SOCKET, name, 4).error()).isEqualTo(Errno.ENOPROTOOPT);
        }
    }

    /** raw_setsockopt() and raw_getsockopt() begin with it: no other level reaches a CAN_RAW socket. */
    @Test
    void anotherLevelIsInvalid() {
        for (int level : List.of(0, 6, 100, 102, -1)) {
            assertThat(set(level, RawOptions.LOOPBACK, 1)).isEqualTo(Errno.EINVAL);
            assertThat(RawOptions.get(socket, level, RawOptions.LOOPBACK, 4).error())
                    .isEqualTo(Errno.EINVAL);
        }
    }

    @Test
    void filtersInTooSmallABufferAreOutOfRangeWithTheSizeTheyTake() {
        set(SOL_CAN_RAW, RawOptions.FILTER, 1, 2, 3, 4, 5, 6);
        for (int space : List.of(0, 8, 23)) {
            RawOptions.Value value = RawOptions.get(socket, SOL_CAN_RAW, RawOptions.FILTER, space);
            assertThat(value.error()).isEqualTo(Errno.ERANGE);
            assertThat(value.needed()).isEqualTo(24);
            assertThat(value.bytes().byteSize()).isZero();
        }
        assertThat(RawOptions.get(socket, SOL_CAN_RAW, RawOptions.FILTER, 24)
                        .bytes()
                        .toArray(ValueLayout.JAVA_INT_UNALIGNED))
                .containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void aNumberInTooSmallABufferIsCutAndANegativeBufferInvalid() {
        for (int space = 0; space <= 8; space++) {
            RawOptions.Value value = RawOptions.get(socket, SOL_CAN_RAW, RawOptions.LOOPBACK, space);
            assertThat(value.error()).isZero();
            assertThat(value.bytes().byteSize()).isEqualTo(Math.min(space, 4));
        }
        assertThat(RawOptions.get(socket, SOL_CAN_RAW, RawOptions.LOOPBACK, -1).error())
                .isEqualTo(Errno.EINVAL);
        assertThat(RawOptions.get(socket, SOL_CAN_RAW, RawOptions.FILTER, -1).error())
                .isEqualTo(Errno.EINVAL);
    }

    @Test
    void switchesAreOnForAnyNumberButZero() {
        for (int name : List.of(RawOptions.LOOPBACK, RawOptions.RECV_OWN_MSGS, RawOptions.JOIN_FILTERS)) {
            assertThat(set(SOL_CAN_RAW, name, -7)).isZero();
            assertThat(get(SOL_CAN_RAW, name)).isEqualTo(1);
            assertThat(set(SOL_CAN_RAW, name, 0)).isZero();
            assertThat(get(SOL_CAN_RAW, name)).isZero();
        }
    }

    @Test
    void anErrorMaskHasErrorClassesOnly() {
        assertThat(set(SOL_CAN_RAW, RawOptions.ERR_FILTER, -1)).isZero();
        assertThat(get(SOL_CAN_RAW, RawOptions.ERR_FILTER)).isEqualTo(0x1fffffff);
    }

    @Test
    void xlBringsFdWithItAndKeepsIt() {
        assertThat(set(SOL_CAN_RAW, RawOptions.XL_FRAMES, 1)).isZero();
        assertThat(get(SOL_CAN_RAW, RawOptions.FD_FRAMES)).isEqualTo(1);
        assertThat(set(SOL_CAN_RAW, RawOptions.FD_FRAMES, 0)).isEqualTo(Errno.EINVAL);
        assertThat(get(SOL_CAN_RAW, RawOptions.FD_FRAMES)).isEqualTo(1);

        assertThat(set(SOL_CAN_RAW, RawOptions.XL_FRAMES, 0)).isZero();
        assertThat(get(SOL_CAN_RAW, RawOptions.FD_FRAMES)).isEqualTo(1);
        assertThat(set(SOL_CAN_RAW, RawOptions.FD_FRAMES, 0)).isZero();
    }

    @Test
    void ofTheTwoKindsOfStampTheLaterCounts() {
        for (int first : STAMPS.subList(0, 4)) {
            for (int second : STAMPS.subList(0, 4)) {
                set(SOL_SOCKET, first, 1);
                set(SOL_SOCKET, second, 1);
                for (int name : STAMPS.subList(0, 4)) {
                    boolean slip = name == RawOptions.TIMESTAMP_NEW && second == RawOptions.TIMESTAMPNS_NEW;
                    assertThat(get(SOL_SOCKET, name)).isEqualTo(name == second || slip ? 1 : 0);
                }
            }
        }
        set(SOL_SOCKET, RawOptions.TIMESTAMP, 0);
        assertThat(STAMPS.subList(0, 4))
                .allSatisfy(name -> assertThat(get(SOL_SOCKET, name)).isZero());
    }

    @Test
    void trailersTellWhatTheProgramAskedFor() {
        set(SOL_SOCKET, RawOptions.TIMESTAMP, 1);
        set(SOL_SOCKET, RawOptions.RXQ_OVFL, 1);
        assertThat(socket.stampFlags()).isEqualTo(Trailer.STAMP | Trailer.OVERFLOW);

        set(SOL_SOCKET, RawOptions.TIMESTAMPNS_NEW, 1);
        set(SOL_SOCKET, RawOptions.RXQ_OVFL, 0);
        assertThat(socket.stampFlags()).isEqualTo(Trailer.STAMPNS | Trailer.NEW_TIME);
    }

    /** SOF_TIMESTAMPING_SOFTWARE reports a stamp that SOF_TIMESTAMPING_RX_SOFTWARE makes. */
    @Test
    void timestampingGivesStampsOnlyIfBothOfItsSoftwareFlagsAreThere() {
        int make = 1 << 3;
        int report = 1 << 4;
        for (int flags : List.of(0, make, report, 1 << 2 | 1 << 6)) {
            set(SOL_SOCKET, RawOptions.TIMESTAMPING, flags);
            assertThat(socket.stampFlags()).isZero();
            assertThat(get(SOL_SOCKET, RawOptions.TIMESTAMPING)).isEqualTo(flags);
        }
        set(SOL_SOCKET, RawOptions.TIMESTAMPING, make | report);
        assertThat(socket.stampFlags()).isEqualTo(Trailer.STAMPING);
    }

    /** sock_set_timestamping(): one flag, SOCK_TSTAMP_NEW, says for all stamps which layout they have. */
    @Test
    void timestampingByItsNewNameGivesTheNewLayout() {
        set(SOL_SOCKET, RawOptions.TIMESTAMPING_NEW, 1 << 3 | 1 << 4);
        assertThat(socket.stampFlags()).isEqualTo(Trailer.STAMPING | Trailer.NEW_TIME);
        assertThat(get(SOL_SOCKET, RawOptions.TIMESTAMPING_NEW)).isEqualTo(1 << 3 | 1 << 4);

        set(SOL_SOCKET, RawOptions.TIMESTAMPING, 1 << 3 | 1 << 4);
        assertThat(socket.stampFlags()).isEqualTo(Trailer.STAMPING);
        assertThat(get(SOL_SOCKET, RawOptions.TIMESTAMPING_NEW)).isZero();
    }

    @Test
    void switchingATimeOffLeavesItsKind() {
        set(SOL_SOCKET, RawOptions.TIMESTAMPNS_NEW, 1);
        set(SOL_SOCKET, RawOptions.TIMESTAMPNS, 0);
        assertThat(socket.stampFlags()).isEqualTo(Trailer.NEW_TIME);

        set(SOL_SOCKET, RawOptions.TIMESTAMPING, 0);
        assertThat(socket.stampFlags()).isZero();
    }

    @Test
    void timestampingIsReadWithItsClockAndTakesOnlyKnownFlags() {
        assertThat(set(SOL_SOCKET, RawOptions.TIMESTAMPING, 24)).isZero();
        assertThat(RawOptions.get(socket, SOL_SOCKET, RawOptions.TIMESTAMPING, 64)
                        .bytes()
                        .toArray(ValueLayout.JAVA_INT_UNALIGNED))
                .containsExactly(24, 0);
        assertThat(set(SOL_SOCKET, RawOptions.TIMESTAMPING, -1)).isEqualTo(Errno.EINVAL);
        assertThat(set(SOL_SOCKET, RawOptions.TIMESTAMPING, 1 << 12)).isEqualTo(Errno.EINVAL);
        assertThat(set(SOL_SOCKET, RawOptions.TIMESTAMPING, 1 << 12 | 1 << 11)).isZero();
    }

    @Test
    void theNetworkIdOptionsAreFourBytes() {
        assertThat(set(SOL_CAN_RAW, RawOptions.XL_VCID_OPTS, 0x0807_0601)).isZero();
        assertThat(get(SOL_CAN_RAW, RawOptions.XL_VCID_OPTS)).isEqualTo(0x0807_0601);
        assertThat(setBytes(SOL_CAN_RAW, RawOptions.XL_VCID_OPTS, 5)).isEqualTo(Errno.EINVAL);
        RawOptions.Value small = RawOptions.get(socket, SOL_CAN_RAW, RawOptions.XL_VCID_OPTS, 3);
        assertThat(small.error()).isEqualTo(Errno.ERANGE);
        assertThat(small.needed()).isEqualTo(4);
    }

    @Test
    void theStateWordFollowsTheOptions() {
        assertThat(socket.stateWord()).isEqualTo(StateWord.MAGIC);
        set(SOL_CAN_RAW, RawOptions.FD_FRAMES, 1);
        socket.bind(20001);
        assertThat(socket.stateWord()).isEqualTo(StateWord.MAGIC | StateWord.BOUND | StateWord.FD | 20001);
        set(SOL_CAN_RAW, RawOptions.XL_FRAMES, 1);
        socket.bind(0);
        assertThat(socket.stateWord()).isEqualTo(StateWord.MAGIC | StateWord.BOUND | StateWord.FD | StateWord.XL);
    }
}

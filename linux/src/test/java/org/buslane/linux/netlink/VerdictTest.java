package org.buslane.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.junit.jupiter.api.Test;

/** The first two as Linux 6.12 sent them to {@code ip link add}. */
class VerdictTest {
    @Test
    void anErrnoOfZeroIsAnAcknowledgement() {
        Verdict verdict = Verdict.read(
                Wire.message("24000000 0200 0001 d51c016b 18030000", "00000000 68000000 1000 0506 d51c016b 00000000"));
        assertThat(verdict.errno()).isZero();
        assertThatCode(() -> verdict.check("create", "vcan can0")).doesNotThrowAnyException();
    }

    @Test
    void anErrnoIsThrownWithCallAndObject() {
        Verdict verdict = Verdict.read(Wire.message(
                "48000000 0200 0000 d71c016b 43030000",
                "efffffff 34000000 1000 0506 d71c016b 00000000",
                "00000000 00000000 00000000 00000000 0800 0300 76783900 0c00 1200 0800 0100 7663616e"));
        assertThatThrownBy(() -> verdict.check("create", "vcan vx9"))
                .isInstanceOf(LinuxException.class)
                .hasMessage("create vcan vx9: EEXIST (file exists)")
                .satisfies(
                        e -> assertThat(((LinuxException) e).is(Errno.EEXIST)).isTrue());
    }

    @Test
    void theKernelsOwnWordsFollowBehindTheRepeatedRequest() {
        Verdict verdict = Verdict.read(Wire.message(
                "40000000 0200 0002 01000000 00000000",
                "a1ffffff 14000000 1000 0500 01000000 00000000 aabbccdd",
                "1800 0100 556e6b6e6f776e206465766963652074797065 00"));
        assertThat(verdict.text()).contains("Unknown device type");
        assertThatThrownBy(() -> verdict.check("create", "vxcan a"))
                .hasMessage("create vxcan a: EOPNOTSUPP (operation not supported): Unknown device type");
    }

    @Test
    void aCappedRequestIsNotThereToBeSkipped() {
        Verdict verdict = Verdict.read(Wire.message(
                "38000000 0200 0003 01000000 00000000",
                "eaffffff 68000000 1000 0500 01000000 00000000",
                "0900 0100 6e6f7065 00 000000",
                "0800 0200 1c000000"));
        assertThatThrownBy(() -> verdict.check("set MTU 5 of", "interface 2"))
                .hasMessage("set MTU 5 of interface 2: EINVAL (invalid argument): nope (byte 28 of the request)");
    }

    @Test
    void anOffsetMayComeWithoutWords() {
        Verdict verdict = Verdict.read(Wire.message(
                "2c000000 0200 0003 01000000 00000000",
                "eaffffff 68000000 1000 0500 01000000 00000000",
                "0800 0200 1c000000"));
        assertThatThrownBy(() -> verdict.check("a", "b"))
                .hasMessage("a b: EINVAL (invalid argument): (byte 28 of the request)");
    }

    @Test
    void theEndOfAListMayBeAnErrorToo() {
        assertThat(Verdict.read(Wire.message("14000000 0300 0200 01000000 00000000 00000000"))
                        .errno())
                .isZero();
        assertThat(Verdict.read(Wire.message("10000000 0300 0200 01000000 00000000"))
                        .errno())
                .isZero();
        Verdict failed = Verdict.read(
                Wire.message("20000000 0300 0202 01000000 00000000 f4ffffff 0900 0100 66756c6c 00 000000"));
        assertThat(failed.errno()).isEqualTo(Errno.ENOMEM);
        assertThat(failed.text()).contains("full");
    }

    @Test
    void whatIsTooShortIsRefused() {
        assertThatThrownBy(() -> Verdict.read(Wire.message("12000000 0200 0000 01000000 00000000 ffff")))
                .hasMessage("a netlink error has 2 bytes, not even an errno");
        assertThatThrownBy(() -> Verdict.read(Wire.message("14000000 0200 0002 01000000 00000000 ffffffff")))
                .hasMessage("a netlink error has 4 bytes, too few to say what it answers");
        assertThatThrownBy(() -> Verdict.read(Wire.message(
                        "24000000 0200 0002 01000000 00000000", "ffffffff 68000000 1000 0500 01000000 00000000")))
                .hasMessage("a netlink error of 20 bytes repeats a request of 104");
        assertThatThrownBy(() -> Verdict.read(Wire.message("14000000 0200 0000 01000000 00000000 01000000")))
                .hasMessage("a netlink error's errno is 1");
    }
}

package org.buslane.linux.netlink;

/** Where a checksum may read and write: cgw_chk_csum_parms of net/can/gw.c, for CAN FD; classic rules have 8 bytes. */
final class ChecksumRange {
    private static final int FD_DATA = 64;

    private ChecksumRange() {}

    static void require(int from, int to, int result) {
        Requirements.range("where a checksum begins", from, -FD_DATA, FD_DATA - 1);
        Requirements.range("where a checksum ends", to, -FD_DATA, FD_DATA - 1);
        Requirements.range("where a checksum is written", result, -FD_DATA, FD_DATA - 1);
    }
}

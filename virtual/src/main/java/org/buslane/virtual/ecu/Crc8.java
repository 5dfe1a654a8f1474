package org.buslane.virtual.ecu;

/** The CRC with polynomial 1D, of SAE J1850 and of AUTOSAR's Crc_CalculateCRC8(). */
final class Crc8 {
    private static final int POLYNOMIAL = 0x1d;
    private static final int BYTE = 0xff;
    private static final byte[] TABLE = table();

    private Crc8() {}

    private static byte[] table() {
        byte[] table = new byte[BYTE + 1];
        for (int i = 0; i < table.length; i++) {
            int rest = i;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                rest = (rest & 0x80) == 0 ? rest << 1 : rest << 1 ^ POLYNOMIAL;
            }
            table[i] = (byte) rest;
        }
        return table;
    }

    /** The register after one more byte. */
    static int next(int register, int value) {
        return TABLE[(register ^ value) & BYTE] & BYTE;
    }

    /** The register after bytes {@code first} to {@code last} without the one at {@code left}. */
    static int over(int register, byte[] data, int first, int last, int left) {
        int result = register;
        for (int i = first; i <= last; i++) {
            if (i != left) {
                result = next(result, data[i]);
            }
        }
        return result;
    }
}

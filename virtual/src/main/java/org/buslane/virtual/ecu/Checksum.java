package org.buslane.virtual.ecu;

/** What is worked out over a frame's data and stands in one byte of it. */
public sealed interface Checksum {
    /**
     * Over bytes {@code first} to {@code last} without the byte {@code at}, where it is to stand.
     *
     * @param counter what the frame's counter is, or 0 if it has none
     */
    int over(byte[] data, int first, int last, int at, long counter);

    /** All bytes exclusive-ored, and {@code start}. */
    record Xor(int start) implements Checksum {
        public Xor {
            if (start < 0 || start > 0xff) {
                throw new IllegalArgumentException("what a checksum starts with is a byte, not " + start);
            }
        }

        @Override
        public int over(byte[] data, int first, int last, int at, long counter) {
            int result = start;
            for (int i = first; i <= last; i++) {
                if (i != at) {
                    result ^= data[i] & 0xff;
                }
            }
            return result;
        }
    }

    /** CRC-8/SAE-J1850: polynomial 1D, starts with FF, inverted at the end; 4B of "123456789". */
    record J1850() implements Checksum {
        @Override
        public int over(byte[] data, int first, int last, int at, long counter) {
            return Crc8.over(0xff, data, first, last, at) ^ 0xff;
        }
    }

    /**
     * AUTOSAR's end-to-end profile 1 (PRS_E2EProtocol, E2E_P01): the same polynomial, which starts with 0 and is not
     * inverted, over the data id and then the data.
     *
     * @param dataId 16 bits
     */
    record E2eProfile1(int dataId, DataIdMode mode) implements Checksum {
        public E2eProfile1 {
            if (dataId < 0 || dataId > mode.highestId()) {
                throw new IllegalArgumentException("a data id of mode %s is 0 to 0x%X, not 0x%X"
                        .formatted(mode.label(), mode.highestId(), dataId));
            }
        }

        @Override
        public int over(byte[] data, int first, int last, int at, long counter) {
            return Crc8.over(mode.begin(dataId, counter), data, first, last, at);
        }
    }
}

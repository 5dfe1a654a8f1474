package org.buslane.virtual.ecu;

/** What of the data id the CRC of AUTOSAR's end-to-end profile 1 begins with: E2E_P01DataIDMode. */
public enum DataIdMode {
    /** Both bytes, the low one first: variant 1A. */
    BOTH("both", 0xffff),
    /** The low byte if the counter is even, else the high one: variant 1B. */
    ALTERNATING("alternating", 0xffff),
    /** The low byte only. */
    LOW("low", 0xff),
    /** The low byte and a zero; the low nibble of the high byte stands in the frame: variant 1C. */
    NIBBLE("nibble", 0xfff);

    private final String label;
    private final int highestId;

    DataIdMode(String label, int highestId) {
        this.label = label;
        this.highestId = highestId;
    }

    /** As a configuration has it. */
    public String label() {
        return label;
    }

    int highestId() {
        return highestId;
    }

    /** The register after the data id. */
    int begin(int dataId, long counter) {
        int low = dataId & 0xff;
        int high = dataId >> Byte.SIZE;
        return switch (this) {
            case BOTH -> Crc8.next(Crc8.next(0, low), high);
            case ALTERNATING -> Crc8.next(0, counter % 2 == 0 ? low : high);
            case LOW -> Crc8.next(0, low);
            case NIBBLE -> Crc8.next(Crc8.next(0, low), 0);
        };
    }
}

package org.buslane.core.isotp;

import org.buslane.core.frame.IdWord;

/**
 * The {@code tp} of a {@code struct sockaddr_can}, as id words: EFF flag and id.
 *
 * @param txId what is sent has it
 * @param rxId what is heard has it; without meaning to one that {@link IsoTpSettings#broadcasts}
 */
public record IsoTpAddress(int txId, int rxId) {
    /** The bits that the kernel's SINGLE_MASK compares, so remote frames are never meant. */
    boolean isHeard(int idWord) {
        int id = IdWord.isExtended(rxId) ? IdWord.EXTENDED_MASK : IdWord.STANDARD_MASK;
        int mask = id | IdWord.EXTENDED | IdWord.REMOTE;
        return (idWord & mask) == (rxId & mask);
    }

    /** Whether the word is an id and its EFF flag, and nothing else: isotp_bind's check. */
    public static boolean isPlain(int idWord) {
        int mask = IdWord.isExtended(idWord) ? IdWord.EXTENDED | IdWord.EXTENDED_MASK : IdWord.STANDARD_MASK;
        return (idWord & mask) == idWord;
    }
}

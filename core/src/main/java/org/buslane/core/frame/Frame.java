package org.buslane.core.frame;

/**
 * One CAN frame as a value. For places where people and files are met; on the data path frames stay
 * structs in a {@link FrameBatch}.
 */
public sealed interface Frame permits DataFrame, RemoteFrame, ErrorFrame, FdFrame, XlFrame {
    /** The first word of the kernel's struct: id and flags; of an XL frame priority and virtual network id. */
    int idWord();

    /** What the length field says, in bytes: of a remote frame the length asked for. */
    int length();
}

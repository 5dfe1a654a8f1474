package org.buslane.core.isotp;

/** What ended a transfer, and the error a socket shows for it (net/can/isotp.c). */
public enum IsoTpError {
    /** ECOMM: no flow control frame within a second. */
    NO_FLOW_CONTROL,
    /** EMSGSIZE: the receiver has no room for so long a PDU. */
    OVERFLOW,
    /** EBADMSG: padding is not as it was asked to be, or a flow control frame is too short or of no known status. */
    MALFORMED,
    /** EILSEQ: a consecutive frame was lost, doubled or overtaken. */
    OUT_OF_SEQUENCE,
    /** ETIMEDOUT: no consecutive frame within a second. */
    NO_DATA
}

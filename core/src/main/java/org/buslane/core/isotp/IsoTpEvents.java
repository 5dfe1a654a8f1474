package org.buslane.core.isotp;

/** What a machine tells its owner, within the owner's call. The owner may begin to send from within. */
public interface IsoTpEvents {
    /** A PDU came: the first {@code length} bytes of {@code pdu}, which are the machine's again afterwards. */
    void received(byte[] pdu, int length);

    /** A transfer ended without its PDU having come across. */
    void failed(IsoTpError error);
}

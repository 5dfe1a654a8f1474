package org.buslane.node.certs;

import java.net.InetAddress;
import org.bouncycastle.asn1.x509.GeneralName;

/** A host as RFC 5280 section 4.2.1.6 names it: whoever connects to an address looks for that, not for a name. */
final class AlternativeName {
    private AlternativeName() {}

    static GeneralName of(String host) {
        return isAddress(host)
                ? new GeneralName(GeneralName.iPAddress, host)
                : new GeneralName(GeneralName.dNSName, host);
    }

    static boolean isAddress(String host) {
        try {
            return !host.contains("%")
                    && !InetAddress.ofLiteral(host).getHostAddress().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}

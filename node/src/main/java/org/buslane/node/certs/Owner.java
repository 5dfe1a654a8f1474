package org.buslane.node.certs;

import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * Whom a certificate is for.
 *
 * @param hosts by which it is reached
 */
record Owner(String name, KeyPurposeId purpose, List<String> hosts) {
    static Owner server(List<String> hosts) {
        return new Owner(hosts.getFirst(), KeyPurposeId.id_kp_serverAuth, hosts);
    }

    static Owner client(String name) {
        return new Owner(name, KeyPurposeId.id_kp_clientAuth, List.of());
    }

    /** What its files are called before the dot: an IPv6 address has letters that some file systems have not. */
    String files() {
        return name.replace(':', '-');
    }
}

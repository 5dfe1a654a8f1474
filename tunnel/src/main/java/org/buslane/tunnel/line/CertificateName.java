package org.buslane.tunnel.line;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * What a certificate calls its owner: the common name, and without one the whole of the subject, as RFC 2253 writes it.
 * Not the alternative names, of which there may be many: a client has one name.
 */
final class CertificateName {
    private CertificateName() {}

    static Optional<String> of(SSLSession session) {
        try {
            Certificate first = session.getPeerCertificates()[0];
            return first instanceof X509Certificate x509 ? Optional.of(of(x509)) : Optional.empty();
        } catch (SSLPeerUnverifiedException nobody) {
            return Optional.empty();
        }
    }

    static String of(X509Certificate certificate) {
        return ofSubject(certificate.getSubjectX500Principal().getName());
    }

    /** The most specific common name stands last in the order of an LdapName, and first in the text. */
    static String ofSubject(String subject) {
        try {
            String name = "";
            for (Rdn part : new LdapName(subject).getRdns()) {
                boolean isCommonName = part.getType().equalsIgnoreCase("CN");
                name = isCommonName && part.getValue() instanceof String text ? text : name;
            }
            return name.isBlank() ? printable(subject) : printable(name);
        } catch (InvalidNameException e) {
            return printable(subject);
        }
    }

    /** It goes into logs and onto terminals. */
    private static String printable(String name) {
        StringBuilder text = new StringBuilder();
        name.codePoints().forEach(c -> {
            if (Character.isISOControl(c)) {
                text.append("\\u%04x".formatted(c));
            } else {
                text.appendCodePoint(c);
            }
        });
        return text.toString();
    }
}

package org.buslane.tunnel.line;

import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * What the JDK says of a connection that failed, for people: a sentence about the other side. Where the cause's class does
 * not tell, the words are those of sun.security.ssl in JDK 25; others' words are passed on.
 */
final class TlsTrouble {
    private static final Pattern ALERT = Pattern.compile("Received fatal alert: (\\w+)");
    private static final Pattern ALERT_IN_FRONT = Pattern.compile("^\\(\\w+\\) ");

    private TlsTrouble() {}

    static String sentence(SSLException trouble) {
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            Optional<String> known = known(cause, String.valueOf(cause.getMessage()));
            if (known.isPresent()) {
                return known.get();
            }
        }
        return ALERT_IN_FRONT.matcher(String.valueOf(trouble.getMessage())).replaceFirst("");
    }

    private static Optional<String> known(Throwable cause, String words) {
        Matcher alert = ALERT.matcher(words);
        if (alert.find()) {
            return Optional.of(ofAlert(alert.group(1)));
        }
        if (cause instanceof CertificateExpiredException) {
            return Optional.of("its certificate has expired");
        }
        if (cause instanceof CertificateNotYetValidException) {
            return Optional.of("its certificate is not valid yet");
        }
        if (cause instanceof CertificateException
                && (words.startsWith("No subject alt") || words.startsWith("No name"))) {
            return Optional.of("its certificate is not for this host: " + words);
        }
        return Optional.ofNullable(
                words.contains("Empty client certificate chain")
                        ? "it showed no certificate"
                        : words.contains("PKIX path building failed") || words.contains("Path does not chain")
                                ? "its certificate is not signed by an authority that is trusted here"
                                : words.contains("not accepted by") || words.contains("is not enabled")
                                        ? "it has no TLS 1.3"
                                        : null);
    }

    /** RFC 8446 section 6.2. */
    private static String ofAlert(String alert) {
        return switch (alert) {
            case "certificate_required" -> "it demands a certificate, and was shown none that it could take";
            case "bad_certificate",
                    "unsupported_certificate",
                    "certificate_revoked",
                    "certificate_expired",
                    "certificate_unknown",
                    "unknown_ca" -> "it does not take the certificate that it was shown (" + alert + ")";
            case "protocol_version" -> "it has no TLS 1.3";
            default -> "it ended the connection (" + alert + ")";
        };
    }
}

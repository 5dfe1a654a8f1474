package org.buslane.node.certs;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.buslane.node.NodeException;

/**
 * Who signs a bench's certificates. Keys are of P-256, which every TLS has; extensions are those that OpenSSL asks for
 * with X509_V_FLAG_X509_STRICT, as Python does from 3.13 on.
 */
record BenchAuthority(X509Certificate certificate, PrivateKey key) {
    /** What its files are called before the dot. */
    static final String FILES = "ca";

    private static final String SIGNATURE = "SHA256withECDSA";
    private static final Duration YEARS = Duration.ofDays(3650);

    /** A machine whose clock is late takes a certificate of today too. */
    private static final Duration LATE_CLOCKS = Duration.ofDays(1);

    private static final int SERIAL_BITS = 127;

    /** A certificate and its key. */
    record Signed(X509Certificate certificate, PrivateKey key) {}

    /** A new one, with a name of its own, so that those of two benches are told apart. */
    static BenchAuthority create(Instant now, SecureRandom random) {
        byte[] number = new byte[4];
        random.nextBytes(number);
        X500Name name = name("Buslane bench " + HexFormat.of().formatHex(number));
        KeyPair keys = keys(random);
        return guarded(() -> {
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                            name,
                            serial(random),
                            date(now.minus(LATE_CLOCKS)),
                            date(now.plus(YEARS)),
                            name,
                            keys.getPublic())
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            extensions.createSubjectKeyIdentifier(keys.getPublic()));
            return new BenchAuthority(sign(builder, keys.getPrivate()), keys.getPrivate());
        });
    }

    /** Signs a new key of somebody, never for longer than it lasts itself. */
    Signed sign(Owner owner, int days, Instant now, SecureRandom random) {
        Instant last = certificate.getNotAfter().toInstant();
        Instant end = now.plus(Duration.ofDays(days));
        KeyPair keys = keys(random);
        return guarded(() -> {
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                            certificate,
                            serial(random),
                            date(now.minus(LATE_CLOCKS)),
                            date(end.isAfter(last) ? last : end),
                            name(owner.name()),
                            keys.getPublic())
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(owner.purpose()))
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            extensions.createSubjectKeyIdentifier(keys.getPublic()))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            extensions.createAuthorityKeyIdentifier(certificate));
            if (!owner.hosts().isEmpty()) {
                GeneralName[] names =
                        owner.hosts().stream().map(AlternativeName::of).toArray(GeneralName[]::new);
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
            return new Signed(sign(builder, key), keys.getPrivate());
        });
    }

    /** @throws NodeException if the key is not the certificate's, or it has ended */
    void requireUse(Path folder, Instant now) {
        if (certificate.getNotAfter().toInstant().isBefore(now)) {
            throw new NodeException("%s ended on %s: begin anew in another folder"
                    .formatted(folder.resolve(FILES + ".pem"), PemFolder.day(certificate)));
        }
        if (!isKeyOfCertificate()) {
            throw new NodeException("%s is not the key of %s"
                    .formatted(folder.resolve(FILES + ".key"), folder.resolve(FILES + ".pem")));
        }
    }

    private boolean isKeyOfCertificate() {
        try {
            Signature signature = Signature.getInstance(SIGNATURE);
            signature.initSign(key);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            return signature.verify(signed);
        } catch (GeneralSecurityException ofAnotherKind) {
            return false;
        }
    }

    private interface Making<T> {
        T make() throws GeneralSecurityException, OperatorCreationException, CertIOException;
    }

    /** What every JVM has cannot be missing. */
    private static <T> T guarded(Making<T> making) {
        try {
            return making.make();
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new NodeException("no certificate can be made: " + e.getMessage(), e);
        }
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(key)));
    }

    private static KeyPair keys(SecureRandom random) {
        return guarded(() -> {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            return generator.generateKeyPair();
        });
    }

    private static X500Name name(String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, commonName)
                .build();
    }

    private static BigInteger serial(SecureRandom random) {
        return new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE);
    }

    private static Date date(Instant instant) {
        return Date.from(instant);
    }
}

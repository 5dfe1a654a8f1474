package org.buslane.tunnel.line;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObjectGenerator;
import org.bouncycastle.util.io.pem.PemWriter;

/** One who signs certificates for a test, into its folder. */
public final class Authority {
    private static final Duration DAY = Duration.ofDays(1);

    private final Path folder;
    private final X500Name name;
    private final KeyPair keys = keys("EC");
    private final Path file;
    private int serial = 1;

    public Authority(Path folder, String name) {
        this.folder = folder;
        this.name = new X500Name("CN=" + name);
        this.file = write(name + ".pem", builder(this.name, keys, DAY), Optional.of(new BasicConstraints(true)));
    }

    Path file() {
        return file;
    }

    /** Files of one that trusts this authority. */
    public TlsFiles signs(String who, String algorithm, GeneralName... names) {
        return signs(who, algorithm, DAY, names);
    }

    TlsFiles signs(String who, String algorithm, Duration ahead, GeneralName... names) {
        try {
            KeyPair owner = keys(algorithm);
            X509v3CertificateBuilder builder = builder(new X500Name("CN=" + who), owner, ahead);
            if (names.length > 0) {
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
            Path certificate = write(who + "." + algorithm + ".pem", builder, Optional.empty());
            Path key = folder.resolve(who + "." + algorithm + ".key");
            write(key, new JcaPKCS8Generator(owner.getPrivate(), null));
            return new TlsFiles(Optional.of(certificate), Optional.of(key), Optional.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Files of one that trusts this authority and has no certificate. */
    public TlsFiles trusted() {
        return new TlsFiles(Optional.empty(), Optional.empty(), Optional.of(file));
    }

    public static GeneralName host(String name) {
        return new GeneralName(GeneralName.dNSName, name);
    }

    public static GeneralName address(String address) {
        return new GeneralName(GeneralName.iPAddress, address);
    }

    private X509v3CertificateBuilder builder(X500Name who, KeyPair owner, Duration ahead) {
        Instant now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                name,
                BigInteger.valueOf(serial++),
                Date.from(now.minus(DAY.multipliedBy(10))),
                Date.from(now.plus(ahead)),
                who,
                owner.getPublic());
    }

    private Path write(String fileName, X509v3CertificateBuilder builder, Optional<BasicConstraints> constraints) {
        try {
            if (constraints.isPresent()) {
                builder.addExtension(Extension.basicConstraints, true, constraints.get());
            }
            Path path = folder.resolve(fileName);
            write(path, new JcaMiscPEMGenerator(builder.build(signer(keys.getPrivate()))));
            return path;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ContentSigner signer(PrivateKey key) {
        try {
            return new JcaContentSignerBuilder("SHA256withECDSA").build(key);
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Path path, PemObjectGenerator object) throws IOException {
        StringWriter text = new StringWriter();
        try (PemWriter pem = new PemWriter(text)) {
            pem.writeObject(object);
        }
        Files.writeString(path, text.toString());
    }

    private static KeyPair keys(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

package org.buslane.node.certs;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.ZoneOffset;
import java.util.Set;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.util.io.pem.PemObjectGenerator;
import org.bouncycastle.util.io.pem.PemWriter;
import org.buslane.node.NodeException;

/** A folder of certificates for everybody and keys for their owner alone: {@code NAME.pem} and {@code NAME.key}. */
record PemFolder(Path path) {
    Path certificate(String name) {
        return path.resolve(name + ".pem");
    }

    Path key(String name) {
        return path.resolve(name + ".key");
    }

    boolean has(String name) {
        return Files.exists(certificate(name)) || Files.exists(key(name));
    }

    /** The last day of a certificate, in UTC. */
    static String day(X509Certificate certificate) {
        return certificate
                .getNotAfter()
                .toInstant()
                .atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .toString();
    }

    /** The authority that is in it. */
    BenchAuthority authority() {
        String name = BenchAuthority.FILES;
        try {
            X509Certificate certificate = new JcaX509CertificateConverter()
                    .getCertificate(read(certificate(name), X509CertificateHolder.class, "a certificate"));
            PrivateKeyInfo key = read(key(name), PrivateKeyInfo.class, "a key in PKCS #8");
            return new BenchAuthority(certificate, new JcaPEMKeyConverter().getPrivateKey(key));
        } catch (CertificateException | IOException e) {
            throw new NodeException("%s has no authority that can be read: %s".formatted(path, e.getMessage()), e);
        }
    }

    private static <T> T read(Path file, Class<T> type, String what) {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1);
                PEMParser parser = new PEMParser(reader)) {
            Object found = parser.readObject();
            if (!type.isInstance(found)) {
                throw new NodeException("%s does not begin with %s".formatted(file, what));
            }
            return type.cast(found);
        } catch (IOException e) {
            throw new NodeException("%s cannot be read: %s".formatted(file, e), e);
        }
    }

    /** The key first: a certificate that is there can be used. */
    void write(String name, BenchAuthority.Signed signed, boolean replaces) {
        try {
            Files.createDirectories(path);
            write(key(name), new JcaPKCS8Generator(signed.key(), null), "rw-------", replaces);
            write(certificate(name), new JcaMiscPEMGenerator(signed.certificate()), "rw-r--r--", replaces);
        } catch (FileAlreadyExistsException e) {
            throw new NodeException(e.getFile() + " is there already", e);
        } catch (IOException e) {
            throw new NodeException("the certificate of %s cannot be written: %s".formatted(name, e), e);
        }
    }

    /** It is never, not even for a moment, open to more than it may be, and never there in part if it is replaced. */
    private static void write(Path file, PemObjectGenerator object, String mode, boolean replaces) throws IOException {
        StringWriter text = new StringWriter();
        try (PemWriter pem = new PemWriter(text)) {
            pem.writeObject(object);
        }
        Path target = replaces ? file.resolveSibling(file.getFileName() + ".new") : file;
        if (replaces) {
            Files.deleteIfExists(target);
        }
        try (SeekableByteChannel channel = Files.newByteChannel(
                target,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)))) {
            ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
        if (replaces) {
            Files.move(target, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}

package org.buslane.tunnel.line;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of certificates or a key, as RFC 7468 writes them: what stands around the blocks is a comment. */
record PemFile(Path path, List<Block> blocks) {
    private static final int MOST_BYTES = 1024 * 1024;

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*+)-----END \\1-----");

    /** @param label between the dashes, such as CERTIFICATE */
    record Block(String label, String base64) {
        byte[] bytes() {
            return Base64.getDecoder().decode(base64);
        }
    }

    /** @throws IllegalArgumentException naming the file and what is wrong with it */
    static PemFile read(Path path) {
        try {
            if (Files.size(path) > MOST_BYTES) {
                throw wrong(path, "is larger than 1 MiB, so it is no PEM file");
            }
            return parse(path, Files.readString(path, StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException e) {
            throw wrong(path, "does not exist", e);
        } catch (AccessDeniedException e) {
            throw wrong(path, "may not be read by this user", e);
        } catch (IOException e) {
            throw wrong(path, "cannot be read: " + e.getMessage(), e);
        }
    }

    static PemFile parse(Path path, String text) {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            Block block = new Block(matcher.group(1), matcher.group(2).replaceAll("\\s", ""));
            blocks.add(block);
            requireBase64(path, block);
        }
        if (blocks.isEmpty()) {
            throw wrong(path, "is no PEM file: it has no -----BEGIN line with an END");
        }
        return new PemFile(path, List.copyOf(blocks));
    }

    private static void requireBase64(Path path, Block block) {
        try {
            block.bytes();
        } catch (IllegalArgumentException e) {
            throw wrong(path, "has a block that is no Base64: " + block.label(), e);
        }
    }

    /** All of them, in the file's order; one at least. */
    List<X509Certificate> certificates() {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            List<X509Certificate> certificates = new ArrayList<>();
            for (Block block : blocks) {
                if (block.label().equals("CERTIFICATE")) {
                    certificates.add(
                            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.bytes())));
                }
            }
            if (certificates.isEmpty()) {
                throw wrong(path, "has no certificate but: " + blocks.getFirst().label());
            }
            return List.copyOf(certificates);
        } catch (CertificateException e) {
            throw wrong(path, "has a certificate that cannot be read: " + e.getMessage(), e);
        }
    }

    /** The key's PKCS #8. */
    byte[] key() {
        for (Block block : blocks) {
            switch (block.label()) {
                case "PRIVATE KEY" -> {
                    return block.bytes();
                }
                case "ENCRYPTED PRIVATE KEY" ->
                    throw wrong(path, "has a key with a password, which nobody is asked for here");
                case "RSA PRIVATE KEY", "EC PRIVATE KEY" ->
                    throw wrong(
                            path, "has a key in OpenSSL's old form: openssl pkcs8 -topk8 -nocrypt makes it PKCS #8");
                default -> {}
            }
        }
        throw wrong(path, "has no key but: " + blocks.getFirst().label());
    }

    static IllegalArgumentException wrong(Path path, String what) {
        return new IllegalArgumentException(path + " " + what);
    }

    static IllegalArgumentException wrong(Path path, String what, Exception cause) {
        return new IllegalArgumentException(path + " " + what, cause);
    }
}

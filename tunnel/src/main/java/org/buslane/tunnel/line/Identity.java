package org.buslane.tunnel.line;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;

/** Who one is: a certificate, those between it and the authority, and its key. */
record Identity(List<X509Certificate> chain, PrivateKey key) {
    /** @throws IllegalArgumentException naming the file that is wrong, and how */
    static Identity read(Path certificate, Path key) {
        List<X509Certificate> chain = PemFile.read(certificate).certificates();
        PublicKey publicKey = chain.getFirst().getPublicKey();
        PrivateKey privateKey = key(key, publicKey.getAlgorithm());
        if (!belongTogether(publicKey, privateKey)) {
            throw PemFile.wrong(key, "is not the key of the certificate in " + certificate);
        }
        return new Identity(chain, privateKey);
    }

    /** A certificate tells of which kind its key is, so that it need not be guessed. */
    private static PrivateKey key(Path file, String algorithm) {
        byte[] bytes = PemFile.read(file).key();
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (InvalidKeySpecException e) {
            throw PemFile.wrong(file, "has no %s key, as its certificate has".formatted(algorithm), e);
        } catch (GeneralSecurityException e) {
            throw PemFile.wrong(file, "has a key of a kind that Java does not know: " + algorithm, e);
        }
    }

    private static boolean belongTogether(PublicKey publicKey, PrivateKey key) {
        try {
            Signature signature = Signature.getInstance(signatureOf(publicKey));
            signature.initSign(key);
            signature.update(publicKey.getEncoded());
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(publicKey.getEncoded());
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String signatureOf(PublicKey key) {
        return key instanceof ECPublicKey
                ? "SHA256withECDSA"
                : key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : key.getAlgorithm();
    }
}

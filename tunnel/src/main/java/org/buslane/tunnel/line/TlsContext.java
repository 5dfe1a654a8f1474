package org.buslane.tunnel.line;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.buslane.linux.stream.ByteStream;
import org.jspecify.annotations.Nullable;

/** One side of TLS 1.3, of which each connection begins with a {@link TlsHandshake}. May be used by several threads. */
public final class TlsContext {
    private static final String VERSION = "TLSv1.3";
    private static final String OWN = "own";

    /** Beyond MAX_TICKET_LIFETIME of sun.security.ssl.NewSessionTicket a server gives none: each client shows who it is. */
    private static final int NO_TICKETS = 8 * 24 * 3600;

    private final SSLContext context;
    private final boolean isServer;
    private final boolean demandsCertificates;
    private final Rooms rooms;

    private TlsContext(SSLContext context, boolean isServer, boolean demandsCertificates) {
        this.context = context;
        this.isServer = isServer;
        this.demandsCertificates = demandsCertificates;
        this.rooms = new Rooms(Math.max(
                RecordHeader.MOST, context.createSSLEngine().getSession().getPacketBufferSize()));
    }

    /**
     * A server's. With an authority, clients without a certificate of it are refused.
     *
     * @throws IllegalArgumentException in a sentence, naming the file that is wrong
     */
    public static TlsContext server(TlsFiles files) {
        if (files.certificate().isEmpty()) {
            throw new IllegalArgumentException("a server that speaks TLS has a certificate and its key");
        }
        SSLContext context = context(files);
        context.getServerSessionContext().setSessionTimeout(NO_TICKETS);
        return new TlsContext(context, true, files.authority().isPresent());
    }

    /**
     * A client's. Without an authority it trusts those that the JVM trusts.
     *
     * @throws IllegalArgumentException in a sentence, naming the file that is wrong
     */
    public static TlsContext client(TlsFiles files) {
        return new TlsContext(context(files), false, false);
    }

    private static SSLContext context(TlsFiles files) {
        try {
            SSLContext context = SSLContext.getInstance(VERSION);
            context.init(keys(files), trust(files.authority()), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("TLS cannot be had: " + e.getMessage(), e);
        }
    }

    private static KeyManager @Nullable [] keys(TlsFiles files) throws GeneralSecurityException, IOException {
        if (files.certificate().isEmpty()) {
            return null;
        }
        Identity identity = Identity.read(files.certificate().get(), files.key().orElseThrow());
        KeyStore store = empty();
        store.setKeyEntry(OWN, identity.key(), new char[0], identity.chain().toArray(Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, new char[0]);
        return factory.getKeyManagers();
    }

    private static TrustManager @Nullable [] trust(Optional<Path> authority)
            throws GeneralSecurityException, IOException {
        if (authority.isEmpty()) {
            return null;
        }
        KeyStore store = empty();
        for (X509Certificate certificate : PemFile.read(authority.get()).certificates()) {
            store.setCertificateEntry("authority" + store.size(), certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    /** For a connection that came in. The stream is the handshake's from now on. */
    public TlsHandshake accept(ByteStream stream) {
        if (!isServer) {
            throw new IllegalStateException("a client accepts no connections");
        }
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setNeedClientAuth(demandsCertificates);
        return begin(stream, engine);
    }

    /**
     * For a connection that was made. The stream is the handshake's from now on.
     *
     * @param host a name, or an address without brackets: the server's certificate must be for it (RFC 2818)
     */
    public TlsHandshake connect(ByteStream stream, String host, int port) {
        if (isServer) {
            throw new IllegalStateException("a server makes no connections");
        }
        SSLEngine engine = context.createSSLEngine(host, port);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        return begin(stream, engine);
    }

    private TlsHandshake begin(ByteStream stream, SSLEngine engine) {
        // The context's name says what it has at least: without this it takes TLS 1.2 too.
        engine.setEnabledProtocols(new String[] {VERSION});
        try {
            engine.beginHandshake();
            return new TlsHandshake(new TlsRecords(stream, engine, rooms));
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }
}

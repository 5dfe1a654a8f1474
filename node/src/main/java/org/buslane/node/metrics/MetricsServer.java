package org.buslane.node.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.buslane.node.NodeException;

/**
 * {@code GET /metrics} over HTTP, for Prometheus. A virtual thread for each request; few of them collect at a time,
 * there are so many connections, and each has so long to ask and to take its answer.
 */
public final class MetricsServer implements AutoCloseable {
    private static final int AT_ONCE = 4;
    private static final int BACKLOG = 16;

    static {
        // sun.net.httpserver.ServerConfig reads them once; without them a client may take for ever.
        System.setProperty("jdk.httpserver.maxConnections", "32");
        System.setProperty("sun.net.httpserver.maxReqTime", "5");
        System.setProperty("sun.net.httpserver.maxRspTime", "10");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final Supplier<String> text;

    private MetricsServer(HttpServer server, Supplier<String> text) {
        this.server = server;
        this.text = text;
    }

    /**
     * @param text asked for each request, several at a time
     * @throws NodeException in a sentence if the address is not to be had
     */
    public static MetricsServer open(InetSocketAddress address, Supplier<String> text) {
        try {
            MetricsServer metrics = new MetricsServer(HttpServer.create(address, BACKLOG), text);
            metrics.server.createContext("/", metrics::answer);
            metrics.server.setExecutor(metrics.threads);
            metrics.server.start();
            return metrics;
        } catch (IOException e) {
            throw new NodeException(
                    "cannot serve metrics at %s:%d: %s"
                            .formatted(address.getHostString(), address.getPort(), e.getMessage()),
                    e);
        }
    }

    /** Where they are to be had. */
    public String url() {
        InetSocketAddress at = server.getAddress();
        String host = at.getHostString();
        return "http://%s:%d/metrics".formatted(host.contains(":") ? "[" + host + "]" : host, at.getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals("/metrics")) {
                say(exchange, 404, "there is /metrics, and nothing else\n");
            } else if (!exchange.getRequestMethod().equals("GET")
                    && !exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                say(exchange, 405, "/metrics can be read, and nothing else\n");
            } else {
                metrics(exchange);
            }
        }
    }

    private void metrics(HttpExchange exchange) throws IOException {
        String metrics;
        try {
            metrics = collect();
        } catch (NodeException e) {
            say(exchange, 503, e.getMessage() + "\n");
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", MetricsText.contentType());
        send(exchange, 200, metrics);
    }

    /** However long a client takes to read it, nobody waits for that here. */
    private String collect() {
        free.acquireUninterruptibly();
        try {
            return text.get();
        } finally {
            free.release();
        }
    }

    private static void say(HttpExchange exchange, int status, String sentence) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        send(exchange, status, sentence);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        boolean isHead = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, isHead ? -1 : bytes.length);
        if (!isHead) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

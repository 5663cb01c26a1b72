// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** {@code /metrics}, {@code /healthz} and {@code /readyz} on one port; one request at a time. */
public final class MetricsServer implements AutoCloseable {
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final int OK = 200;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int UNAVAILABLE = 503;

    private final HttpServer server;

    private MetricsServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Listens.
     *
     * @param address a port of 0 takes any
     * @throws IOException when the port is taken
     */
    public static MetricsServer start(InetSocketAddress address, AgentMetrics metrics, Health health)
            throws IOException {
        HttpServer server = HttpServer.create(address, 0);
        PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.builder().build();
        server.createContext("/metrics", exchange -> {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            writer.write(text, metrics.registry().scrape());
            answer(exchange, OK, writer.getContentType(), text.toByteArray());
        });
        server.createContext("/healthz", exchange -> answer(exchange, health.dead()));
        server.createContext(
                "/readyz", exchange -> answer(exchange, health.dead().or(health::notReady)));
        server.start();
        return new MetricsServer(server);
    }

    /**
     * Reads HOST:PORT.
     *
     * @throws IllegalArgumentException with words for a person
     */
    public static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        try {
            String host = text.substring(0, colon).replaceAll("[\\[\\]]", "");
            return new InetSocketAddress(host, Integer.parseInt(text.substring(colon + 1)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("metrics-address '" + text + "' is not HOST:PORT", e);
        }
    }

    /** The port that it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, Optional<String> trouble) throws IOException {
        byte[] text = (trouble.orElse("ok") + "\n").getBytes(StandardCharsets.UTF_8);
        answer(exchange, trouble.isPresent() ? UNAVAILABLE : OK, TEXT, text);
    }

    private static void answer(HttpExchange exchange, int code, String type, byte[] text) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(METHOD_NOT_ALLOWED, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(code, text.length);
            exchange.getResponseBody().write(text);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

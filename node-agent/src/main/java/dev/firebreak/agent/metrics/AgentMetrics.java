// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.metrics;

import dev.firebreak.agent.metrics.NodeFigures.PodState;
import dev.firebreak.agent.telling.Losses;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The agent's metrics. Their names are part of the contract: docs/metrics.md. */
public final class AgentMetrics {
    private static final double[] ATTACH_SECONDS = {
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2.5
    };
    private static final double[] GAP_SECONDS = {0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60};

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Histogram attach;
    private final Histogram gap;

    public AgentMetrics() {
        this.attach = histogram(
                "firebreak_attach_duration_seconds",
                "Our own work within the runtime's call before a pod's first process",
                ATTACH_SECONDS);
        this.gap = histogram("firebreak_filter_gap_seconds", "How long pods ran before their filter", GAP_SECONDS);
    }

    /**
     * Adds what is asked for at each scrape.
     *
     * @param figures asked on the server's thread
     * @param losses of telling
     */
    public void observe(Supplier<NodeFigures> figures, Supplier<Losses> losses) {
        pods(figures);
        questions(figures);
        lost(figures, losses);
        gauge(
                figures,
                "firebreak_nri_connected",
                "Whether the runtime asks before it starts a pod",
                now -> now.nriConnected() ? 1 : 0);
        gauge(
                figures,
                "firebreak_headers_age_seconds",
                "Since the API server last confirmed the policies",
                now -> now.headersAge().map(age -> age.toMillis() / 1e3).orElse(Double.POSITIVE_INFINITY));
        gauge(figures, "firebreak_list_bytes", "Kernel memory of lists", NodeFigures::listBytes);
        gauge(figures, "firebreak_list_limit_bytes", "Kernel memory that lists may take", NodeFigures::listBytesLimit);
        gauge(figures, "firebreak_scopes", "Pods that the kernel holds a scope for", NodeFigures::scopes);
        gauge(figures, "firebreak_scopes_limit", "Scopes that the kernel can hold", NodeFigures::scopesLimit);
    }

    /** A pod's filter was attached within the runtime's call, in so long. */
    public void attached(Duration took) {
        attach.observe(took.toNanos() / 1e9);
    }

    /** A pod ran so long before its filter. */
    public void gap(Duration length) {
        gap.observe(length.toNanos() / 1e9);
    }

    PrometheusRegistry registry() {
        return registry;
    }

    private Histogram histogram(String name, String help, double... bounds) {
        return Histogram.builder()
                .name(name)
                .help(help)
                .classicOnly()
                .classicUpperBounds(bounds)
                .register(registry);
    }

    private void gauge(Supplier<NodeFigures> figures, String name, String help, ToDoubleFunction<NodeFigures> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(gauge -> gauge.call(value.applyAsDouble(figures.get())))
                .register(registry);
    }

    private void pods(Supplier<NodeFigures> figures) {
        GaugeWithCallback.builder()
                .name("firebreak_pods")
                .help("Opted-in running pods by the state of their filter")
                .labelNames("state")
                .callback(gauge -> {
                    NodeFigures now = figures.get();
                    for (PodState state : PodState.values()) {
                        gauge.call(
                                now.pods().getOrDefault(state, 0), state.name().toLowerCase(Locale.ROOT));
                    }
                })
                .register(registry);
    }

    private void questions(Supplier<NodeFigures> figures) {
        CounterWithCallback.builder()
                .name("firebreak_questions_total")
                .help("DNS questions judged; audited ones are counted among allowed or denied, too")
                .labelNames("verdict")
                .callback(counter -> {
                    QuestionCounts now = figures.get().questions();
                    count(counter, now.denied(), "denied");
                    count(counter, now.malformed(), "malformed");
                    count(counter, now.audited(), "audited");
                    count(counter, Math.max(0, now.all() - now.denied() - now.malformed()), "allowed");
                })
                .register(registry);
    }

    private static void count(CounterWithCallback.Callback counter, long value, String label) {
        counter.call((double) value, label);
    }

    private void lost(Supplier<NodeFigures> figures, Supplier<Losses> losses) {
        CounterWithCallback.builder()
                .name("firebreak_told_lost_total")
                .help("Lookups, lines, events and reports that were not told; verdicts stood all the same")
                .labelNames("where")
                .callback(counter -> {
                    Losses now = losses.get();
                    count(counter, figures.get().questions().lost(), "kernel");
                    count(counter, now.lookups(), "queue");
                    count(counter, now.lines(), "log");
                    count(counter, now.happenings(), "events");
                    count(counter, now.reports(), "reports");
                    count(counter, now.refused(), "refused");
                })
                .register(registry);
    }
}

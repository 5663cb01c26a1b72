// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.reconcile;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;

/** How long compiling takes: {@code firebreak.compile}. */
public final class CompileMetrics {
    private final Timer compile;

    public CompileMetrics(MeterRegistry registry) {
        compile = Timer.builder("firebreak.compile")
                .description("Reading a policy and its lists, and compiling it")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(30))
                .register(registry);
    }

    <T> T timed(Supplier<T> compilation) {
        return compile.record(compilation);
    }
}

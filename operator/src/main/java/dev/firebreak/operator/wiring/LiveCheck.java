// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive: no watch has given up. While the API server is away, watches try again and are alive. */
@Liveness
@ApplicationScoped
public class LiveCheck implements HealthCheck {
    private final OperatorProcess process;

    LiveCheck(OperatorProcess process) {
        this.process = process;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("watches")
                .status(!process.isStarted() || process.isAlive())
                .build();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready: everything that there is has been seen; this replica works, or could take over at once. */
@Readiness
@ApplicationScoped
public class ReadyCheck implements HealthCheck {
    private final OperatorProcess process;

    ReadyCheck(OperatorProcess process) {
        this.process = process;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("watching").status(process.isStarted()).build();
    }
}

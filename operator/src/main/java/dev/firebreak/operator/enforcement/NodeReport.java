// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.enforcement;

import java.time.Instant;
import java.util.Map;

/**
 * What one node says.
 *
 * @param policies by the policies' UIDs
 */
public record NodeReport(String node, Instant heartbeat, Map<String, PolicyReport> policies) {
    public NodeReport {
        policies = Map.copyOf(policies);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.report;

import java.time.Instant;
import java.util.Map;

/**
 * What one node says.
 *
 * @param heartbeat when it said so, by the node's clock
 * @param policies by the policies' UIDs
 */
public record NodeReport(String node, Instant heartbeat, Map<String, PolicyReport> policies) {
    /** Policies of one report at most, as the schema says. */
    public static final int MAX_POLICIES = 200;

    public NodeReport {
        policies = Map.copyOf(policies);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.deployed;

import java.time.Duration;
import java.util.Optional;

/**
 * Which reports are asked for.
 *
 * @param namespace empty: the one of the kubeconfig's context
 * @param everywhere in all namespaces
 * @param of the pod, or what made it; empty: of any
 * @param since of pods that ended within so long, or may still run; empty: however long ago
 * @param context of the kubeconfig; empty: its current one
 */
public record ReportQuery(
        Optional<String> namespace,
        boolean everywhere,
        Optional<WorkloadName> of,
        Optional<Duration> since,
        Optional<String> context) {}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.selection;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What is known of namespaces' labels; asked only where a cluster policy selects by them. */
@FunctionalInterface
public interface NamespaceLabels {
    /** The labels; empty while they are not known. Returns at once. */
    Optional<Map<String, String>> of(String namespace);

    /** Waits until they are known, or so long. */
    default void await(String namespace, Duration patience) {}
}

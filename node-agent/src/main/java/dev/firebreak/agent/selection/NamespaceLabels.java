// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.selection;

import java.util.Map;
import java.util.Optional;

/** What is known of namespaces' labels; asked only where a cluster policy selects by them. */
@FunctionalInterface
public interface NamespaceLabels {
    /** The labels; empty while they are not known. */
    Optional<Map<String, String>> of(String namespace);
}

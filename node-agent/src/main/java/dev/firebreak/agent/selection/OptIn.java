// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.selection;

import dev.firebreak.agent.pod.Sandbox;
import java.util.Set;

/**
 * Which pods are filtered at all: those that say so by their label at the sandbox's creation, which nobody changes later. The
 * namespaces that the cluster needs to come up are exempt, whatever their pods say.
 *
 * @param exempt namespaces: kube-system and the agent's own
 */
public record OptIn(Set<String> exempt) {
    /** The label, with the value "true". */
    public static final String LABEL = "firebreak.dev/deploy-job";

    private static final String KUBE_SYSTEM = "kube-system";

    public OptIn {
        exempt = Set.copyOf(exempt);
    }

    /** With the agent's own namespace. */
    public static OptIn exempting(String ownNamespace) {
        return new OptIn(ownNamespace.equals(KUBE_SYSTEM) ? Set.of(KUBE_SYSTEM) : Set.of(KUBE_SYSTEM, ownNamespace));
    }

    /** Whether this pod is filtered. */
    public boolean isIn(Sandbox pod) {
        return "true".equals(pod.labels().get(LABEL)) && !exempt.contains(pod.namespace());
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.enforcement;

import dev.firebreak.agent.pod.Sandbox;
import java.util.List;

/**
 * What a pod shall be held to: the policies of its selection whose lists are in the kernel.
 *
 * @param sandbox the pod's latest
 */
public record Wanted(Sandbox sandbox, List<HeldPolicy> policies) {
    public Wanted {
        policies = List.copyOf(policies);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.telling;

import dev.firebreak.agent.pod.Sandbox;

/**
 * A pod under the filter.
 *
 * @param sandbox as the runtime told it
 * @param scopeId the scope that judges it, {@link dev.firebreak.bpf.scope.Scope#id}
 */
public record EnforcedPod(Sandbox sandbox, long scopeId) {}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.telling;

import dev.firebreak.policy.Mode;
import java.util.Optional;

/**
 * The rule that decided or audited a lookup, with the policy that it stands in.
 *
 * @param policyKind DeployDnsPolicy or ClusterDeployDnsPolicy
 * @param policyNamespace empty for a cluster policy
 * @param rule the rule's name, or words for what stands beside the rules: "defaultAction: Deny", "list not loaded"
 * @param reason the author's; empty if none was given
 * @param mode the policy's
 */
public record RuleOfPolicy(
        String policyKind,
        Optional<String> policyNamespace,
        String policyName,
        String rule,
        String reason,
        Mode mode) {}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.lookup;

import java.util.Optional;

/**
 * The rule that decided or audited a lookup.
 *
 * @param policy the policy's name
 * @param rule the rule's name, or words for what stands beside the rules ("defaultAction: Deny")
 * @param reason the author's reason, if one was given
 */
public record RuleRef(String policy, String rule, Optional<String> reason) {}

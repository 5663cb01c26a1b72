// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.denylist;

import dev.firebreak.operator.policy.PolicyResource;
import dev.firebreak.policy.LabelSelector;
import dev.firebreak.policy.Mode;
import dev.firebreak.policy.OnListMissing;
import dev.firebreak.policy.Policy;
import dev.firebreak.policy.PolicyId;
import dev.firebreak.policy.compiled.CompiledPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What agents watch of a policy: which pods, which mode, which list. Named by the policy's UID.
 *
 * @param generation of the policy that this is made from
 * @param policyCreatedAt whole seconds; orders policies beyond the 16 lists of a pod
 * @param expiresAt whole seconds, rounded up: never lifted early
 */
public record Header(
        PolicyId policy,
        String uid,
        long generation,
        Instant policyCreatedAt,
        Mode mode,
        OnListMissing onListMissing,
        Optional<Instant> expiresAt,
        LabelSelector podSelector,
        LabelSelector namespaceSelector,
        int entries,
        StoredList list) {

    /** The header of a policy whose list is stored. */
    public static Header of(PolicyResource resource, Policy policy, CompiledPolicy compiled, StoredList stored) {
        return new Header(
                resource.id(),
                resource.uid(),
                resource.generation(),
                resource.createdAt().truncatedTo(ChronoUnit.SECONDS),
                policy.mode(),
                policy.onListMissing(),
                policy.expiresAt().map(Header::roundedUp),
                policy.podSelector(),
                policy.namespaceSelector(),
                compiled.entries(),
                stored);
    }

    private static Instant roundedUp(Instant time) {
        return time.plus(Duration.ofSeconds(1).minusNanos(1)).truncatedTo(ChronoUnit.SECONDS);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.selection;

import dev.firebreak.agent.header.PolicyHeader;
import dev.firebreak.policy.compiled.Digest;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The header of each policy that is in force on this node: the latest one once its list is in the kernel; until then the one
 * before stands, whole, so that mode, selectors and list change at one stroke (but for the expiry, which holds at once).
 *
 * @param byUid what stands; of a policy whose list never came the latest header, which no pod can be held to yet
 */
public record StandingHeaders(Map<String, PolicyHeader> byUid) {
    public StandingHeaders {
        byUid = Map.copyOf(byUid);
    }

    /** Before anything is known. */
    public static final StandingHeaders NONE = new StandingHeaders(Map.of());

    /** What stands now that these are the latest headers and these lists are in the kernel. */
    public StandingHeaders next(Collection<PolicyHeader> latest, Predicate<Digest> loaded) {
        Map<String, PolicyHeader> next = new TreeMap<>();
        for (PolicyHeader header : latest) {
            Optional<PolicyHeader> before = Optional.ofNullable(byUid.get(header.uid()))
                    .filter(old -> loaded.test(old.list().digest()));
            boolean ready = loaded.test(header.list().digest());
            next.put(
                    header.uid(),
                    ready
                            ? header
                            : before.map(old -> old.until(header.expiresAt())).orElse(header));
        }
        return new StandingHeaders(next);
    }
}

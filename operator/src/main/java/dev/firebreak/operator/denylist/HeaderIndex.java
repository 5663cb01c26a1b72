// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.denylist;

import dev.firebreak.api.v1alpha1.CompiledDenylist;
import dev.firebreak.operator.policy.PolicyDirectory;
import dev.firebreak.operator.policy.Wakeups;
import dev.firebreak.policy.compiled.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The headers that there are, as watched and as written by ourselves, whichever is newer. Wakes the policy whose header
 * somebody else changed or deleted. Safe for use by many threads.
 */
public final class HeaderIndex {
    private final Map<String, ObservedHeader> byUid = new ConcurrentHashMap<>();
    private final PolicyDirectory directory;
    private final Wakeups wakeups;

    public HeaderIndex(PolicyDirectory directory, Wakeups wakeups) {
        this.directory = directory;
        this.wakeups = wakeups;
    }

    /** The header was seen by the watch. */
    public void seen(CompiledDenylist bean) {
        var observed = observed(bean);
        if (observed.equals(newer(observed))) {
            wake(bean.getMetadata().getName());
        }
    }

    /** The header is gone, says the watch. */
    public void gone(String uid) {
        if (byUid.remove(uid) != null) {
            wake(uid);
        }
    }

    /** We wrote it ourselves. */
    void written(CompiledDenylist bean) {
        newer(observed(bean));
    }

    /** We deleted it ourselves. */
    void deleted(String uid) {
        byUid.remove(uid);
    }

    public Optional<ObservedHeader> header(String uid) {
        return Optional.ofNullable(byUid.get(uid));
    }

    /** What any header says of the list of this digest. */
    Optional<StoredList> list(Digest digest) {
        return byUid.values().stream()
                .map(observed -> observed.header().list())
                .filter(list -> list.digest().equals(digest))
                .findFirst();
    }

    public List<ObservedHeader> all() {
        return List.copyOf(byUid.values());
    }

    private ObservedHeader newer(ObservedHeader observed) {
        return byUid.merge(
                observed.header().uid(),
                observed,
                (before, now) -> Long.parseLong(before.version()) >= Long.parseLong(now.version()) ? before : now);
    }

    private static ObservedHeader observed(CompiledDenylist bean) {
        return new ObservedHeader(HeaderMapper.header(bean), bean.getMetadata().getResourceVersion());
    }

    private void wake(String uid) {
        directory.policy(uid).ifPresent(wakeups::wake);
    }
}

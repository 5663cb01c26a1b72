// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.denylist;

import dev.firebreak.api.v1alpha1.DenylistChunk;
import dev.firebreak.policy.compiled.CompiledPolicy;
import dev.firebreak.policy.compiled.CorruptPayloadException;
import dev.firebreak.policy.compiled.Digest;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.ByteArrayOutputStream;
import java.net.HttpURLConnection;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes lists as chunks, and says which are all there. Two policies with the same names share one list. Safe for use by
 * many threads.
 */
public final class ChunkStore {
    private static final Logger LOG = Logger.getLogger(ChunkStore.class);

    private final KubernetesClient client;
    /** Lists that were seen whole by this process: for each chunk's name, the version of it that was seen. */
    private final Map<Digest, Seen> whole = new ConcurrentHashMap<>();
    /** Lists that a header names and that are not all there, as of the last look. */
    private final Set<Digest> broken = ConcurrentHashMap.newKeySet();

    private record Seen(StoredList list, Map<String, String> versions) {}

    public ChunkStore(KubernetesClient client) {
        this.client = client;
    }

    /** False if a chunk of the list was found missing or changed, and it could not be stored anew since. */
    public boolean isWhole(Digest digest) {
        return !broken.contains(digest);
    }

    /**
     * Looks whether lists are still all there; reads only those with a chunk of another version than was seen last.
     *
     * @param versions of all chunks, by name
     * @return the lists that were broken at the last look or are now
     */
    public Set<Digest> look(Collection<StoredList> named, Map<String, String> versions) {
        Set<Digest> changed = new HashSet<>(broken);
        Set<Digest> found = new HashSet<>();
        for (StoredList list : Set.copyOf(named)) {
            if (!isWhole(list, versions)) {
                whole.remove(list.digest());
                found.add(list.digest());
                if (broken.add(list.digest())) {
                    LOG.warnf(
                            "list no longer all there digest=%s", list.digest().hex());
                }
            }
        }
        broken.retainAll(found);
        changed.addAll(found);
        return changed;
    }

    private boolean isWhole(StoredList list, Map<String, String> versions) {
        Map<String, String> now = new HashMap<>();
        for (int i = 0; i < list.chunks(); i++) {
            String name = Chunks.name(list.digest(), i);
            String version = versions.get(name);
            if (version == null) {
                return false;
            }
            now.put(name, version);
        }
        Seen seen = whole.get(list.digest());
        return (seen != null && seen.versions().equals(now)) || readsWhole(list);
    }

    /**
     * Sees to it that a list is all there.
     *
     * @param stored what a header already says of this digest: its chunks are looked at before any is written
     */
    public StoredList store(CompiledPolicy list, Optional<StoredList> stored) {
        Seen seen = whole.get(list.digest());
        if (seen != null) {
            return seen.list();
        }
        StoredList result = stored.filter(this::readsWhole).orElseGet(() -> write(list));
        broken.remove(list.digest());
        return result;
    }

    /**
     * True if the chunks are there and are this list. Another Java runtime may have deflated it to other bytes: that is
     * no reason to replace it under the agents that are reading it.
     */
    private boolean readsWhole(StoredList stored) {
        var payload = new ByteArrayOutputStream();
        Map<String, String> versions = new HashMap<>();
        for (int i = 0; i < stored.chunks(); i++) {
            DenylistChunk chunk = get(stored.digest(), i);
            if (chunk == null) {
                return false;
            }
            payload.writeBytes(Chunks.bytes(chunk));
            versions.put(chunk.getMetadata().getName(), chunk.getMetadata().getResourceVersion());
        }
        if (payload.size() != stored.payloadBytes() || !is(stored.digest(), payload.toByteArray())) {
            return false;
        }
        whole.put(stored.digest(), new Seen(stored, versions));
        return true;
    }

    private static boolean is(Digest digest, byte[] payload) {
        try {
            return CompiledPolicy.decode(payload).digest().equals(digest);
        } catch (CorruptPayloadException e) {
            return false;
        }
    }

    private StoredList write(CompiledPolicy list) {
        byte[] payload = list.payload();
        int count = Chunks.count(payload.length);
        Map<String, String> versions = new HashMap<>();
        for (int i = 0; i < count; i++) {
            DenylistChunk there = write(list.digest(), payload, i);
            versions.put(there.getMetadata().getName(), there.getMetadata().getResourceVersion());
        }
        var stored = new StoredList(list.digest(), payload.length, count);
        whole.put(list.digest(), new Seen(stored, versions));
        return stored;
    }

    private DenylistChunk write(Digest digest, byte[] payload, int index) {
        DenylistChunk wanted = Chunks.bean(digest, payload, index);
        Optional<DenylistChunk> made = create(wanted);
        if (made.isPresent()) {
            return made.get();
        }
        // There is one: of another policy with the same names, or of a predecessor that did not get to the header.
        DenylistChunk found = get(digest, index);
        if (found != null && isSame(found, wanted)) {
            return found;
        }
        if (found != null) {
            // Tampered with, or half a list, deflated by another runtime: else store() had found it whole.
            client.resource(found).delete();
        }
        return create(wanted)
                .orElseThrow(() ->
                        new IllegalStateException("somebody else writes the chunk " + Chunks.name(digest, index)));
    }

    private static boolean isSame(DenylistChunk found, DenylistChunk wanted) {
        return found.getSpec().getCount().equals(wanted.getSpec().getCount())
                && found.getSpec().getData().equals(wanted.getSpec().getData());
    }

    private Optional<DenylistChunk> create(DenylistChunk chunk) {
        try {
            return Optional.of(client.resource(chunk).create());
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private @Nullable DenylistChunk get(Digest digest, int index) {
        return client.resources(DenylistChunk.class)
                .withName(Chunks.name(digest, index))
                .get();
    }
}

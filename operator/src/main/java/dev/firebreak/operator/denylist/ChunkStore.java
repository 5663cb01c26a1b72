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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes lists as chunks, and says when one is all there. Two policies with the same names share one list. Safe for use
 * by many threads.
 */
public final class ChunkStore {
    private final KubernetesClient client;
    /** Lists that were seen whole by this process; a list that the sweep misses a chunk of is taken out. */
    private final Map<Digest, StoredList> whole = new ConcurrentHashMap<>();

    public ChunkStore(KubernetesClient client) {
        this.client = client;
    }

    /** The list is no longer known to be whole: the next {@link #store} looks. */
    public void doubt(Digest digest) {
        whole.remove(digest);
    }

    /**
     * Sees to it that a list is all there.
     *
     * @param stored what a header already says of this digest: its chunks are looked at before any is written
     */
    public StoredList store(CompiledPolicy list, Optional<StoredList> stored) {
        StoredList known = whole.get(list.digest());
        if (known != null) {
            return known;
        }
        StoredList result = stored.filter(this::isWhole).orElseGet(() -> write(list));
        whole.put(list.digest(), result);
        return result;
    }

    /**
     * True if the chunks are there and are this list. Another Java runtime may have deflated it to other bytes: that is
     * no reason to replace it under the agents that are reading it.
     */
    private boolean isWhole(StoredList stored) {
        var payload = new ByteArrayOutputStream();
        for (int i = 0; i < stored.chunks(); i++) {
            DenylistChunk chunk = get(stored.digest(), i);
            if (chunk == null) {
                return false;
            }
            payload.writeBytes(Chunks.bytes(chunk));
        }
        return payload.size() == stored.payloadBytes() && is(stored.digest(), payload.toByteArray());
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
        for (int i = 0; i < count; i++) {
            write(list.digest(), payload, i);
        }
        return new StoredList(list.digest(), payload.length, count);
    }

    private void write(Digest digest, byte[] payload, int index) {
        DenylistChunk wanted = Chunks.bean(digest, payload, index);
        if (create(wanted)) {
            return;
        }
        // There is one: of another policy with the same names, or of a predecessor that did not get to the header.
        DenylistChunk found = get(digest, index);
        if (found != null && isSame(found, wanted)) {
            return;
        }
        if (found != null) {
            // Half a list, deflated by another runtime: no header names it, or store() had found it whole.
            client.resource(found).delete();
        }
        if (!create(wanted)) {
            throw new IllegalStateException("somebody else writes the chunk " + Chunks.name(digest, index));
        }
    }

    private static boolean isSame(DenylistChunk found, DenylistChunk wanted) {
        return found.getSpec().getCount().equals(wanted.getSpec().getCount())
                && found.getSpec().getData().equals(wanted.getSpec().getData());
    }

    private boolean create(DenylistChunk chunk) {
        try {
            client.resource(chunk).create();
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return false;
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

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.denylist;

import dev.firebreak.api.v1alpha1.CompiledDenylist;
import dev.firebreak.operator.compile.Compilation;
import dev.firebreak.operator.policy.PolicyResource;
import dev.firebreak.policy.compiled.CompiledPolicy;
import dev.firebreak.policy.compiled.Digest;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The only writer of headers and chunks. Chunks first: a header never names what is not all there.
 *
 * <p>Holds off the collection of chunks from the moment it looks at a list until its header is written.
 */
public final class DenylistWriter {
    private final KubernetesClient client;
    private final HeaderIndex headers;
    private final ChunkStore chunks;
    private final ReadWriteLock collection = new ReentrantReadWriteLock();

    public DenylistWriter(KubernetesClient client, HeaderIndex headers, ChunkStore chunks) {
        this.client = client;
        this.headers = headers;
        this.chunks = chunks;
    }

    /** Stores the list of a compiled policy and writes the header that names it, unless all that is there already. */
    public Header publish(PolicyResource policy, Compilation.Result compiled) {
        collection.readLock().lock();
        try {
            CompiledPolicy list = compiled.list();
            Optional<ObservedHeader> observed = headers.header(policy.uid());
            StoredList stored = chunks.store(list, headers.list(list.digest()));
            Header header = Header.of(policy, compiled.policy(), list, stored);
            if (!observed.map(ObservedHeader::header).equals(Optional.of(header))) {
                write(new HeaderChange.Write(header, observed));
            }
            return header;
        } finally {
            collection.readLock().unlock();
        }
    }

    /** False if the list of this digest was found to be no longer all there, and it could not be stored anew since. */
    public boolean isWhole(Digest digest) {
        return chunks.isWhole(digest);
    }

    /** Carries out a change. */
    public void apply(HeaderChange change) {
        switch (change) {
            case HeaderChange.None none -> {}
            case HeaderChange.Write write -> write(write);
            case HeaderChange.Delete(ObservedHeader observed) ->
                delete(observed.header().uid());
        }
    }

    /** Deletes the header of a policy that is gone. Does nothing if there is none. */
    public void delete(String uid) {
        client.resources(CompiledDenylist.class).withName(uid).delete();
        headers.deleted(uid);
    }

    /** Runs {@code action} while no list is being published. */
    public void withoutPublishing(Runnable action) {
        collection.writeLock().lock();
        try {
            action.run();
        } finally {
            collection.writeLock().unlock();
        }
    }

    private void write(HeaderChange.Write change) {
        CompiledDenylist bean = HeaderMapper.bean(change.header());
        change.observed().ifPresent(before -> bean.getMetadata().setResourceVersion(before.version()));
        Resource<CompiledDenylist> resource = client.resource(bean);
        // With the version that was seen: a write that crossed somebody else's fails, and is decided anew.
        headers.written(change.observed().isPresent() ? resource.update() : resource.create());
    }
}

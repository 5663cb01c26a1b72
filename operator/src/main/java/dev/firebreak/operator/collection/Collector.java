// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.collection;

import dev.firebreak.api.v1alpha1.ClusterDeployDnsPolicy;
import dev.firebreak.api.v1alpha1.CompiledDenylist;
import dev.firebreak.api.v1alpha1.DenylistChunk;
import dev.firebreak.api.v1alpha1.DeployDnsPolicy;
import dev.firebreak.operator.denylist.ChunkStore;
import dev.firebreak.operator.denylist.Chunks;
import dev.firebreak.operator.denylist.DenylistWriter;
import dev.firebreak.operator.denylist.Header;
import dev.firebreak.operator.denylist.HeaderIndex;
import dev.firebreak.operator.denylist.ObservedHeader;
import dev.firebreak.policy.PolicyId;
import dev.firebreak.policy.PolicyKind;
import dev.firebreak.policy.compiled.Digest;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sweeps headers and chunks. Headers of policies that were deleted while no operator ran go at once, after a fresh look
 * at the policy; chunks that no header names go after a grace and a fresh look at all headers; where somebody deleted or
 * changed a chunk that a header names, the policy is looked at again.
 */
public final class Collector {
    private static final Logger LOG = Logger.getLogger(Collector.class);

    private final KubernetesClient client;
    private final HeaderIndex headers;
    private final DenylistWriter denylists;
    private final ChunkStore chunks;
    private final Consumer<Header> restore;
    private final ChunkNames names;
    private final Grace<ObjectName> grace;

    /**
     * @param restore has the policy looked at again whose list is no longer all there, or is again
     * @param nanos a clock that never jumps: {@link System#nanoTime}
     */
    public Collector(
            KubernetesClient client,
            HeaderIndex headers,
            DenylistWriter denylists,
            ChunkStore chunks,
            Consumer<Header> restore,
            Duration grace,
            LongSupplier nanos) {
        this.client = client;
        this.headers = headers;
        this.denylists = denylists;
        this.chunks = chunks;
        this.restore = restore;
        this.names = new ChunkNames(client);
        this.grace = new Grace<>(grace, nanos);
    }

    /** Sweeps once. */
    public void sweep() {
        List<Header> before = headers.all().stream().map(ObservedHeader::header).toList();
        before.stream().filter(header -> !isThere(header)).forEach(header -> {
            denylists.delete(header.uid());
            LOG.infof("header of a deleted policy removed policy=%s uid=%s", header.policy(), header.uid());
        });
        // Headers were asked for first: their chunks were there before them.
        List<ObjectName> there = names.list();
        Set<Digest> changed = chunks.look(
                before.stream().map(Header::list).toList(),
                there.stream().collect(Collectors.toMap(ObjectName::name, ObjectName::version, (first, last) -> last)));
        before.stream()
                .filter(header -> changed.contains(header.list().digest()))
                .forEach(restore);
        List<ObjectName> over = grace.over(unnamed(there, before));
        if (!over.isEmpty()) {
            denylists.withoutPublishing(() -> delete(over));
        }
    }

    /** The chunks that no header names. */
    static List<ObjectName> unnamed(List<ObjectName> chunks, List<Header> headers) {
        Set<Digest> named =
                headers.stream().map(header -> header.list().digest()).collect(Collectors.toSet());
        return chunks.stream()
                .filter(chunk ->
                        Chunks.digest(chunk.name()).filter(named::contains).isEmpty())
                .toList();
    }

    private boolean isThere(Header header) {
        PolicyId id = header.policy();
        @Nullable
        HasMetadata policy = id.kind() == PolicyKind.DeployDnsPolicy
                ? client.resources(DeployDnsPolicy.class)
                        .inNamespace(id.namespace())
                        .withName(id.name())
                        .get()
                : client.resources(ClusterDeployDnsPolicy.class)
                        .withName(id.name())
                        .get();
        return policy != null && policy.getMetadata().getUid().equals(header.uid());
    }

    private void delete(List<ObjectName> unnamed) {
        Set<Digest> named = client.resources(CompiledDenylist.class).list().getItems().stream()
                .map(header -> Digest.ofHex(header.getSpec().getDigest()))
                .collect(Collectors.toSet());
        unnamed.stream()
                .filter(chunk ->
                        Chunks.digest(chunk.name()).filter(named::contains).isEmpty())
                .forEach(chunk -> {
                    client.resources(DenylistChunk.class).withName(chunk.name()).delete();
                    LOG.infof("chunk removed name=%s", chunk.name());
                });
    }
}

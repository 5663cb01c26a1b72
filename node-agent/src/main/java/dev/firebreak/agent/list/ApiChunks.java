// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.list;

import dev.firebreak.agent.list.ListFailure.Reason;
import dev.firebreak.api.v1alpha1.DenylistChunk;
import dev.firebreak.api.v1alpha1.DenylistChunkSpec;
import dev.firebreak.policy.compiled.Digest;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.ByteBuffer;
import java.util.Base64;

/** Chunks from the API server, by GET of one name each; never listed, never watched. */
public final class ApiChunks implements ChunkSource {
    private final KubernetesClient client;

    public ApiChunks(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public Chunk get(Digest digest, int index) throws ListFailure {
        String name = Chunk.name(digest, index);
        DenylistChunk bean;
        try {
            bean = client.resources(DenylistChunk.class).withName(name).get();
        } catch (KubernetesClientException e) {
            throw new ListFailure(Reason.Unreachable, name + " cannot be read: " + root(e), e);
        }
        if (bean == null) {
            throw new ListFailure(Reason.ChunkMissing, "denylistchunk " + name + " is not there");
        }
        try {
            DenylistChunkSpec spec = bean.getSpec();
            return new Chunk(
                    spec.getDigest(),
                    spec.getIndex(),
                    spec.getCount(),
                    ByteBuffer.wrap(Base64.getDecoder().decode(spec.getData())));
        } catch (RuntimeException e) {
            throw new ListFailure(Reason.ChunkInvalid, name + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** What the client was told by whatever it stands on; its own words name only what it tried. */
    private static String root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }
}

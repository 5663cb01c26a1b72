// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.denylist;

import dev.firebreak.api.v1alpha1.DenylistChunk;
import dev.firebreak.api.v1alpha1.DenylistChunkSpec;
import dev.firebreak.policy.compiled.Digest;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a payload is cut into chunks, and how these are called. */
public final class Chunks {
    /** Bytes of a chunk at most, before base64: an object may have 1.5 MiB in etcd. */
    public static final int MAX_BYTES = 900 << 10;

    private static final Pattern NAME = Pattern.compile("([0-9a-f]{64})-(\\d{1,3})");

    private Chunks() {}

    /** How many chunks so many bytes need. */
    public static int count(long payloadBytes) {
        return Math.toIntExact((payloadBytes + MAX_BYTES - 1) / MAX_BYTES);
    }

    /** The name of a chunk: {@code DIGEST-INDEX}. */
    public static String name(Digest digest, int index) {
        return digest.hex() + "-" + index;
    }

    /** The digest in a chunk's name; empty for a name that no chunk of ours has. */
    public static Optional<Digest> digest(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() ? Optional.of(Digest.ofHex(matcher.group(1))) : Optional.empty();
    }

    /** The bytes of chunk {@code index}. */
    static byte[] slice(byte[] payload, int index) {
        return Arrays.copyOfRange(payload, index * MAX_BYTES, Math.min(payload.length, (index + 1) * MAX_BYTES));
    }

    static DenylistChunk bean(Digest digest, byte[] payload, int index) {
        var spec = new DenylistChunkSpec();
        spec.setDigest(digest.hex());
        spec.setIndex(index);
        spec.setCount(count(payload.length));
        spec.setData(Base64.getEncoder().encodeToString(slice(payload, index)));
        var bean = new DenylistChunk();
        bean.setMetadata(new ObjectMetaBuilder().withName(name(digest, index)).build());
        bean.setSpec(spec);
        return bean;
    }

    /** The bytes that a chunk holds. */
    static byte[] bytes(DenylistChunk bean) {
        return Base64.getDecoder().decode(bean.getSpec().getData());
    }
}

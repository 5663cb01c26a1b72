// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.list;

import dev.firebreak.agent.header.PolicyHeader.ListRef;
import dev.firebreak.agent.list.ListFailure.Reason;
import dev.firebreak.policy.compiled.CompiledPolicy;
import dev.firebreak.policy.compiled.CorruptPayloadException;
import dev.firebreak.policy.compiled.Digest;
import java.util.Optional;

/** Lists by digest, whole and checked: from the node's disk, else from the API server. */
final class Payloads {
    private final PayloadCache cache;
    private final ChunkSource source;

    Payloads(PayloadCache cache, ChunkSource source) {
        this.cache = cache;
        this.source = source;
    }

    /**
     * Gets a list.
     *
     * @throws ListFailure when it cannot be got, or is not what the header says
     */
    CompiledPolicy get(ListRef list) throws ListFailure {
        Optional<CompiledPolicy> cached = cached(list.digest());
        if (cached.isPresent()) {
            return cached.get();
        }
        byte[] payload = fetch(list);
        CompiledPolicy policy = decode(payload, list.digest());
        if (policy.entries() != list.entries()) {
            throw new ListFailure(
                    Reason.PayloadCorrupt,
                    "the list has " + policy.entries() + " names, its header says " + list.entries());
        }
        cache.write(list.digest(), payload);
        return policy;
    }

    /** The list on this node's disk; a damaged one is as none. */
    Optional<CompiledPolicy> cached(Digest digest) {
        return cache.read(digest).flatMap(payload -> {
            try {
                return Optional.of(decode(payload, digest));
            } catch (ListFailure damaged) {
                cache.remove(digest);
                return Optional.empty();
            }
        });
    }

    /** The chunks, joined; never more bytes than the header says. */
    private byte[] fetch(ListRef list) throws ListFailure {
        if (list.payloadBytes() > (long) list.chunks() * Chunk.MAX_BYTES || list.chunks() < 1) {
            throw new ListFailure(
                    Reason.ChunkInvalid,
                    "the header says " + list.payloadBytes() + " bytes in " + list.chunks() + " chunks");
        }
        byte[] payload = new byte[(int) list.payloadBytes()];
        int size = 0;
        for (int index = 0; index < list.chunks(); index++) {
            Chunk chunk = source.get(list.digest(), index);
            chunk.check(list.digest(), index, list.chunks());
            int room = payload.length - size;
            int length = chunk.bytes().remaining();
            if (length > room) {
                throw new ListFailure(
                        Reason.PayloadCorrupt,
                        "the chunks hold more than the " + payload.length + " bytes of the header");
            }
            chunk.bytes().get(payload, size, length);
            size += length;
        }
        if (size != payload.length) {
            throw new ListFailure(
                    Reason.PayloadCorrupt, "the chunks hold " + size + " bytes, the header says " + payload.length);
        }
        return payload;
    }

    /** Inflates no more than the payload declares, and that no more than any list has (CanonicalForm). */
    private static CompiledPolicy decode(byte[] payload, Digest expected) throws ListFailure {
        try {
            CompiledPolicy policy = CompiledPolicy.decode(payload);
            if (!policy.digest().equals(expected)) {
                throw new ListFailure(
                        Reason.PayloadCorrupt,
                        "the content's digest is " + policy.digest() + ", the header says " + expected);
            }
            return policy;
        } catch (CorruptPayloadException e) {
            throw new ListFailure(Reason.PayloadCorrupt, String.valueOf(e.getMessage()), e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.denylist;

import dev.firebreak.policy.compiled.Digest;

/**
 * A list that is all there in chunks.
 *
 * @param payloadBytes bytes of all chunks together. Not a function of the digest: what Deflate writes depends on the
 * Java runtime
 */
public record StoredList(Digest digest, long payloadBytes, int chunks) {}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.list;

import dev.firebreak.policy.compiled.Digest;

/** Where chunks come from. */
@FunctionalInterface
interface ChunkSource {
    /**
     * Gets one chunk, unchecked.
     *
     * @throws ListFailure when it is not there, or cannot be asked for
     */
    Chunk get(Digest digest, int index) throws ListFailure;
}

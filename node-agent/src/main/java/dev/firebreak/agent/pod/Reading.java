// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.pod;

/** A sandbox as it came over the wire, read. */
sealed interface Reading {
    record Legible(Sandbox sandbox) implements Reading {}

    /**
     * Its words cannot be trusted in paths.
     *
     * @param likeness all that is sound of it, under the UID {@code invalid}: for whom it may concern, not to be kept
     */
    record Illegible(Sandbox likeness, String why) implements Reading {}
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.list;

/** What became of a list on this node. */
public sealed interface ListState {
    /** On its way. */
    record Pending() implements ListState {}

    /** In the kernel, whole. */
    record Ready(ListMeaning meaning) implements ListState {}

    /** Not in the kernel, and why; it is tried again. */
    record Failed(ListFailure.Reason reason, String message) implements ListState {}
}

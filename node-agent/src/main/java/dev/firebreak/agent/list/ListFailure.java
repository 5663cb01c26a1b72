// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.list;

/** Why a list is not in the kernel: one word for programs, and words for people. */
public final class ListFailure extends Exception {
    /** Reasons, as NodeEnforcement tells them. */
    public enum Reason {
        /** A chunk is not there. */
        ChunkMissing,
        /** A chunk is not what its name or the header says. */
        ChunkInvalid,
        /** The chunks together are no list, or another than the digest says. */
        PayloadCorrupt,
        /** The API server cannot be asked. */
        Unreachable,
        /** The node's budget for lists (maxListMemory) has no room. */
        NodeBudget,
        /** The kernel refused. */
        LoadFailed
    }

    private final Reason reason;

    public ListFailure(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public ListFailure(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** The word. */
    public Reason reason() {
        return reason;
    }

    /** The message, which is never absent. */
    public String words() {
        return String.valueOf(getMessage());
    }
}

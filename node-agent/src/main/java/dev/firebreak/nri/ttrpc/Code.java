// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.nri.ttrpc;

/** The status codes that we say; the numbers are gRPC's. */
public enum Code {
    UNKNOWN(2),
    INVALID_ARGUMENT(3),
    DEADLINE_EXCEEDED(4),
    RESOURCE_EXHAUSTED(8),
    FAILED_PRECONDITION(9),
    /** A runtime that hears it falls back on an older call, where there is one. */
    UNIMPLEMENTED(12);

    private final int number;

    Code(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.nri.ttrpc;

import java.io.IOException;

/** A call that the other side answered with an error. */
public final class TtrpcException extends IOException {
    private final int code;

    TtrpcException(String method, Status status) {
        super(method + " was answered with code " + status.getCode() + ": " + status.getMessage());
        this.code = status.getCode();
    }

    /** gRPC's number for the kind of error. */
    public int code() {
        return code;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cri;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Path;

/** A call that brought no answer, or an error for one. */
public final class CriException extends IOException {
    private final Status.Code code;

    CriException(Path socket, String method, StatusRuntimeException cause) {
        super(socket + ": " + method + ": " + words(cause.getStatus()), cause);
        this.code = cause.getStatus().getCode();
    }

    /** What happened, at the end of the chain: a refused connection says nothing but UNAVAILABLE by itself. */
    private static String words(Status status) {
        Throwable cause = status.getCause();
        String text = status.getCode() + (status.getDescription() == null ? "" : ": " + status.getDescription());
        return cause == null ? text : text + " (" + cause.getMessage() + ")";
    }

    /** The runtime is not there, or not now; pods live on without it, and it is to be asked again. */
    public boolean away() {
        return code == Status.Code.UNAVAILABLE || code == Status.Code.DEADLINE_EXCEEDED;
    }

    /** The runtime does not know what was asked for. */
    public boolean notFound() {
        return code == Status.Code.NOT_FOUND;
    }
}

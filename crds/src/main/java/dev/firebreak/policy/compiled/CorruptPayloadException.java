// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.compiled;

/**
 * Bytes that are no compiled policy, or not the one they say they are. The message says what does not hold and where.
 */
public final class CorruptPayloadException extends Exception {
    CorruptPayloadException(String message) {
        super(message);
    }

    CorruptPayloadException(String message, Throwable cause) {
        super(message, cause);
    }
}

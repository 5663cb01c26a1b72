// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.jni;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.firebreak.bpf.BpfException;

/** What a native method returned, as a value or an exception. */
public final class Errno {
    private Errno() {}

    /** Returns the result when it is not negative; else throws it with words and libbpf's log. */
    public static int check(int result, String operation) {
        if (result < 0) {
            throw exception(-result, operation);
        }
        return result;
    }

    /** Makes the exception of a positive errno. */
    public static BpfException exception(int errno, String operation) {
        return new BpfException(
                operation, errno, new String(Native.words0(errno), UTF_8), new String(Native.log0(), UTF_8));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What one call of the command line came to, inside this process. */
record Called(int exitCode, String out, String err) {
    static Called firebreak(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = new Firebreak(stream(out), stream(err), Map.of("PATH", "/usr/bin:/bin")).execute(arguments);
        return new Called(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.resolvers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Builds the clients that are programs of ours; quick when they are built. */
final class Make {
    private Make() {}

    /** @throws IllegalStateException with make's output, if a compiler or library is missing: script/bootstrap gets it */
    static void all(Path sources, Path built) throws IOException, InterruptedException {
        Process make = new ProcessBuilder(
                        "make",
                        "--directory=" + sources,
                        "OUT=" + built,
                        "JAVAC=" + Path.of(System.getProperty("java.home"), "bin", "javac"))
                .redirectErrorStream(true)
                .start();
        String said = new String(make.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (make.waitFor() != 0) {
            throw new IllegalStateException("the resolver clients could not be built (script/bootstrap?): " + said);
        }
    }
}

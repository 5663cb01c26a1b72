// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A process of a {@link Box}, whose output goes to files. */
record Started(Process process, Path out, Path err) {
    private static final int PATIENCE_SECONDS = 60;

    /** What it came to. */
    record Ran(int exitCode, String out, String err) {}

    /** Waits for its end, with nothing more to read. */
    Ran end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("still running after " + PATIENCE_SECONDS + " s; it said: " + said());
        }
        return new Ran(process.exitValue(), said(), Files.readString(err));
    }

    /** Its output so far. */
    String said() throws IOException {
        return Files.readString(out);
    }

    /** Waits until it has said this. */
    Started hasSaid(String word) {
        Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> said().contains(word));
        return this;
    }

    /** Sends it a signal, as kill(1) does. */
    void signal(String name) throws IOException, InterruptedException {
        signal(name, process.pid());
    }

    /** The same for another process. */
    static void signal(String name, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-s", name, Long.toString(pid)).start().waitFor();
    }
}

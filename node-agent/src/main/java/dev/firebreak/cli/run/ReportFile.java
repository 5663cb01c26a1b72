// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.run;

import dev.firebreak.cli.failure.Refusal;
import dev.firebreak.cli.report.Report;
import dev.firebreak.cli.report.ReportJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The file of {@code --report}: opened before the command is started, so that a wrong path is known while it costs nothing. */
record ReportFile(Path path, FileChannel file) implements AutoCloseable {
    static ReportFile open(Path path) {
        try {
            return new ReportFile(path, FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw Refusal.of(
                            "the report cannot be written: " + e, "--report " + path, "name a file that can be written")
                    .because(e);
        }
    }

    /** Writes it in place of what was there; what went wrong, if anything did: the command has run, its code stands. */
    Optional<String> write(Report report) {
        ByteBuffer bytes = ByteBuffer.wrap(ReportJson.of(report).getBytes(StandardCharsets.US_ASCII));
        try {
            boolean regular = file.size() > 0;
            if (regular) {
                file.truncate(0);
            }
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("the report could not be written whole to " + path + ": " + e.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("closing " + path, e);
        }
    }
}

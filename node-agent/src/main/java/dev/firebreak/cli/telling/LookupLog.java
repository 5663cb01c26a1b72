// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.telling;

import dev.firebreak.cli.failure.Refusal;
import dev.firebreak.lookup.LogLine;
import dev.firebreak.lookup.Observation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * The file of {@code --log}. A line is in it whole or not at all: when the disk is full the line is counted as lost, the
 * run goes on, and a later line may find room again.
 */
public final class LookupLog implements AutoCloseable {
    private final FileChannel file;
    private final boolean regular;
    private final String run;
    private long lost;

    private LookupLog(FileChannel file, boolean regular, String run) {
        this.file = file;
        this.regular = regular;
        this.run = run;
    }

    /** Opens the file to append to, or refuses. */
    public static LookupLog open(Path path, String run) {
        try {
            FileChannel file = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
            return new LookupLog(file, Files.isRegularFile(path), run);
        } catch (IOException e) {
            throw Refusal.of("the log cannot be written: " + e, "--log " + path, "name a file that can be written")
                    .because(e);
        }
    }

    /** Writes one line. */
    public void write(Observation observation) {
        ByteBuffer line = ByteBuffer.wrap(
                (LogLine.of(Map.of("run", run), observation) + "\n").getBytes(StandardCharsets.US_ASCII));
        try {
            long before = regular ? file.size() : 0;
            try {
                while (line.hasRemaining()) {
                    file.write(line);
                }
            } catch (IOException full) {
                lost++;
                if (regular && line.position() > 0) {
                    file.truncate(before);
                }
            }
        } catch (IOException gone) {
            lost++;
        }
    }

    /** Lines that the file could not take. */
    public long lost() {
        return lost;
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            // What a network file system tells only now; which lines it lost it does not say.
            lost++;
        }
    }
}

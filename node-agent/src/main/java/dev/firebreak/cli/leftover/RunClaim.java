// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.leftover;

import dev.firebreak.bpf.pin.FolderLock;
import java.nio.file.Path;

/**
 * One's own run: as long as it is not closed nobody takes the run down.
 *
 * @param pins the run's folder, locked
 */
public record RunClaim(RunId id, Path pins, FolderLock lock) implements AutoCloseable {
    @Override
    public void close() {
        lock.close();
    }
}

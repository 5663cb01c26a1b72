// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.leftover;

import dev.firebreak.bpf.BpfException;
import dev.firebreak.bpf.answer.HostAnswerer;
import dev.firebreak.bpf.filter.FilterConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Takes answerers off the devices when the last run that used them is gone. */
public final class UnusedAnswerers {
    private UnusedAnswerers() {}

    /**
     * Removes those that no standing run uses. One of another network namespace cannot be reached from here but by its
     * pins, with which its links go, wherever their device is.
     *
     * @param register held by the caller
     * @param netns the caller's network namespace
     */
    public static void remove(RunRegister register, long netns) throws IOException {
        for (Path folder : register.unusedAnswerers()) {
            Optional<AnswererFolder> known =
                    AnswererFolder.parse(folder.getFileName().toString());
            if (known.isPresent() && known.get().netns() == netns) {
                detach(folder, FilterConfig.DEFAULT.withPorts(known.get().ports()));
            }
            PinTree.remove(folder);
        }
    }

    private static void detach(Path folder, FilterConfig config) {
        try (HostAnswerer answerer = HostAnswerer.open(folder, config)) {
            answerer.detach();
        } catch (BpfException cutShort) {
            // Killed while it was made: what there is goes with its pins.
            return;
        }
    }
}

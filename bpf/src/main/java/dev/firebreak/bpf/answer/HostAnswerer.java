// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.answer;

import dev.firebreak.bpf.filter.FilterConfig;
import java.net.InetAddress;
import java.nio.file.Path;

/**
 * The answerer on a host's devices: turns the denied questions that lock 1 marked into NXDOMAIN. Loaded once, pinned,
 * shared by all runs of the host. Callers hold a lock of the host while they open, cover or remove it.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class HostAnswerer implements AutoCloseable {
    private HostAnswerer() {}

    /**
     * Opens the answerer that is pinned there, or loads and pins one.
     *
     * @param directory as in /sys/fs/bpf/firebreak/v1/host
     * @param config its mark and ports must be those of the pinned one
     */
    public static HostAnswerer open(Path directory, FilterConfig config) {
        throw new UnsupportedOperationException("not yet");
    }

    /**
     * Covers the device that leads to this nameserver from the caller's network namespace: attaches there unless it is
     * attached, and sends a probe packet out of it.
     */
    public Coverage cover(InetAddress nameserver) {
        throw new UnsupportedOperationException("not yet");
    }

    /** Takes the answerer off every device and removes its pins: the last run is over. */
    public void detach() {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException("not yet");
    }
}

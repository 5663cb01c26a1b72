// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.proof.bypass;

import dev.firebreak.proof.World;
import java.util.List;

/**
 * A way to stand before the box's DNS servers under {@code firebreak run}.
 *
 * @param answer {@code --answer} of the run
 * @param client options of the client: which server, by which device
 * @param prefix what stands in front of the client, inside the run
 */
record View(String name, String answer, List<String> client, List<String> prefix, List<Bypass> bypasses) {
    private static final String BEHIND_FOREIGN =
            World.SOURCES.resolve("behind-foreign.sh").toString();

    static List<View> all() {
        return List.of(
                new View("answered", "auto", List.of(), List.of(), Bypass.ofSockets()),
                new View("refused", "off", List.of(), List.of(), Bypass.ofSockets()),
                new View(
                        "loopback",
                        "auto",
                        List.of("--server=127.0.0.1", "--server6=::1", "--device=lo"),
                        List.of(),
                        Bypass.few()),
                new View(
                        "a device without Ethernet headers",
                        "auto",
                        List.of("--server=198.51.100.53", "--device=tun0"),
                        List.of(),
                        Bypass.few()),
                new View(
                        "a run inside the run, which denies something else",
                        "auto",
                        List.of(),
                        List.of(FilteredBox.FIREBREAK, "run", "--quiet", "--deny=other.example.com", "--"),
                        Bypass.few()),
                // The answerer sees nothing then, and lock 2 does not stand where the raw paths listen (AF_PACKET).
                new View(
                        "behind a foreign tcx program",
                        "auto",
                        List.of(),
                        List.of(BEHIND_FOREIGN, "tcx", "eth0"),
                        Bypass.few().stream()
                                .filter(bypass -> !bypass.path().startsWith("raw-"))
                                .toList()),
                new View(
                        "behind a foreign clsact filter",
                        "auto",
                        List.of(),
                        List.of(BEHIND_FOREIGN, "clsact", "eth0"),
                        Bypass.few()));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.proof.bypass;

import dev.firebreak.proof.World;
import java.util.List;

/** A way to stand before the box's DNS servers under {@code firebreak run}. */
enum View {
    ANSWERED("--answer=auto", List.of(), List.of(), Bypass.ofSockets()),
    REFUSED("--answer=off", List.of(), List.of(), Bypass.ofSockets()),
    LOOPBACK("--answer=auto", List.of("--server=127.0.0.1", "--server6=::1", "--device=lo"), List.of(), Bypass.few()),
    /** A device without Ethernet headers. */
    TUNNEL("--answer=auto", List.of("--server=198.51.100.53", "--device=tun0"), List.of(), Bypass.few()),
    /** A run inside the run, which denies something else. */
    NESTED_RUN(
            "--answer=auto",
            List.of(),
            List.of(FilteredBox.FIREBREAK, "run", "--quiet", "--deny=other.example.com", "--"),
            Bypass.few()),
    BEHIND_FOREIGN_TCX(
            "--answer=auto",
            List.of(),
            List.of(World.SOURCES.resolve("behind-foreign.sh").toString(), "tcx", "eth0"),
            // The answerer sees nothing then, and lock 2 does not stand where the raw paths listen (AF_PACKET).
            Bypass.few().stream()
                    .filter(bypass -> !bypass.path().startsWith("raw-"))
                    .toList()),
    BEHIND_FOREIGN_CLSACT(
            "--answer=auto",
            List.of(),
            List.of(World.SOURCES.resolve("behind-foreign.sh").toString(), "clsact", "eth0"),
            Bypass.few());

    /** {@code --answer} of the run. */
    final String answer;

    /** Options of the client: which server, by which device. */
    final List<String> client;

    /** What stands in front of the client, inside the run. */
    final List<String> prefix;

    final List<Bypass> bypasses;

    View(String answer, List<String> client, List<String> prefix, List<Bypass> bypasses) {
        this.answer = answer;
        this.client = client;
        this.prefix = prefix;
        this.bypasses = bypasses;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.pod;

import java.util.Map;
import java.util.Optional;

/** Sandboxes for tests: pod {@code database/NAME}. */
final class Sandboxes {
    static final PodUid UID = new PodUid("3f6c1d0e-6a5c-4f0a-9d5e-0b4a2d7c8e11");

    private Sandboxes() {}

    static Sandbox named(String name) {
        return new Sandbox("id-" + name, UID, "database", name, Map.of(), Map.of(), "", "", "", 0, Optional.empty());
    }

    static Sandbox in(String cgroupParent, String cgroupsPath, long pid) {
        return new Sandbox(
                "id", UID, "database", "x", Map.of(), Map.of(), "", cgroupParent, cgroupsPath, pid, Optional.empty());
    }
}

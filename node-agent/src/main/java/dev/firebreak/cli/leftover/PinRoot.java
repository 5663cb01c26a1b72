// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.leftover;

import java.nio.file.Path;

/**
 * Our folder of a bpffs: {@code <bpffs>/firebreak/v1}, where 1 is the ABI's major version.
 *
 * @param path of the folder, which need not exist
 */
public record PinRoot(Path path) {
    /** Our folder of the bpffs mounted there. */
    public static PinRoot in(Path bpffs) {
        return new PinRoot(bpffs.resolve("firebreak").resolve("v1"));
    }

    /** One folder a run. */
    public Path runs() {
        return path.resolve("run");
    }

    /** The folder of one run. */
    public Path run(RunId id) {
        return runs().resolve(id.text());
    }

    /** One folder a network namespace, with the answerers on its devices. */
    public Path hosts() {
        return path.resolve("host");
    }

    /** The folder of one network namespace. */
    public Path host(String netns) {
        return hosts().resolve(netns);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.nri;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where and as what a plugin registers.
 *
 * @param socket the runtime's NRI socket, usually /run/nri/nri.sock
 * @param name letters, digits and {@code _.+-}
 * @param index two digits: plugins are asked in this order
 * @param deadline after which a call is answered for the plugin; below the runtime's own patience (2 s), after which it
 *     drops the plugin and makes the pod
 */
public record Registration(Path socket, String name, String index, Duration deadline) {
    public Registration {
        if (!name.matches("[a-zA-Z0-9_.+-]+")) {
            throw new IllegalArgumentException("not a plugin's name (letters, digits and _.+-): " + name);
        }
        if (!index.matches("[0-9]{2}")) {
            throw new IllegalArgumentException("not a plugin's index (two digits): " + index);
        }
        if (!deadline.isPositive()) {
            throw new IllegalArgumentException("not a deadline: " + deadline);
        }
    }
}

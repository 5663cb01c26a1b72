// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.policies;

import java.nio.file.Path;
import java.util.List;

/**
 * The policies that a person asked for, each part as typed.
 *
 * @param files policy files, in order
 * @param namesFrom CONFIGMAP/KEY=FILE each
 * @param deny names of {@code --deny}
 * @param allow names of {@code --allow}
 * @param audit every policy only records, whatever its mode
 */
public record PolicyRequest(
        List<Path> files, List<String> namesFrom, List<String> deny, List<String> allow, boolean audit) {
    public PolicyRequest {
        files = List.copyOf(files);
        namesFrom = List.copyOf(namesFrom);
        deny = List.copyOf(deny);
        allow = List.copyOf(allow);
    }
}

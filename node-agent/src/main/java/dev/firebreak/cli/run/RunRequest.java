// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.run;

import dev.firebreak.cli.failure.Refusal;
import dev.firebreak.cli.policies.PolicyRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a person asked {@code firebreak run} to do, each part as typed.
 *
 * @param dnsPorts beside 53
 * @param command never empty; its first word is looked up in PATH
 */
public record RunRequest(
        PolicyRequest policies,
        List<Integer> dnsPorts,
        AnswerMode answer,
        Optional<String> user,
        Optional<Path> report,
        Optional<Path> log,
        boolean failOnDenied,
        boolean quiet,
        List<String> command) {
    private static final int EXTRA_PORTS = 7;

    public RunRequest {
        dnsPorts =
                dnsPorts.stream().distinct().filter(port -> port != 53).sorted().toList();
        command = List.copyOf(command);
        for (int port : dnsPorts) {
            if (port < 1 || port > 65_535) {
                throw Refusal.of(port + " is not a port", "--dns-port " + port, "give a number from 1 to 65535");
            }
        }
        if (dnsPorts.size() > EXTRA_PORTS) {
            throw Refusal.of(dnsPorts.size() + " DNS ports beside 53", "--dns-port", "give at most " + EXTRA_PORTS);
        }
    }

    /** All DNS ports: 53 always is one, so that naming another opens nothing. */
    public List<Integer> allPorts() {
        var all = new java.util.ArrayList<>(List.of(53));
        all.addAll(dnsPorts);
        return List.copyOf(all);
    }
}

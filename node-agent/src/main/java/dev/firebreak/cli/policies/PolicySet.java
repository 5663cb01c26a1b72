// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.policies;

import dev.firebreak.cli.failure.Refusal;
import dev.firebreak.policy.ConfigMapKey;
import dev.firebreak.policy.Mode;
import dev.firebreak.policy.Problem;
import dev.firebreak.policy.load.CommandLinePolicy;
import dev.firebreak.policy.load.LoadOutcome;
import dev.firebreak.policy.load.LoadedPolicy;
import dev.firebreak.policy.load.PolicyLoader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The policies of one call, ready to judge by.
 *
 * @param policies each judges alone
 * @param warnings what a person should know of them, each with its place
 */
public record PolicySet(List<StandingPolicy> policies, List<String> warnings) {
    private static final int MOST = 16;

    public PolicySet {
        policies = List.copyOf(policies);
        warnings = List.copyOf(warnings);
    }

    /** Loads all or refuses with all errors at once; an expired policy stands only in {@code explain}. */
    public static PolicySet load(PolicyRequest request, Instant now, boolean expiredStands) {
        List<StandingPolicy> standing = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        if (!request.files().isEmpty() || !request.namesFrom().isEmpty()) {
            LoadOutcome outcome = PolicyLoader.load(request.files(), listFiles(request.namesFrom()), now);
            problems.addAll(outcome.problems());
            take(outcome, request.files().stream().map(Path::toString).toList(), request.audit(), standing);
        }
        if (!request.deny().isEmpty() || !request.allow().isEmpty()) {
            LoadOutcome outcome = CommandLinePolicy.of(request.deny(), request.allow(), Mode.Enforce);
            problems.addAll(outcome.problems());
            take(outcome, List.of("command line"), request.audit(), standing);
        }
        refuseErrors(problems);
        if (!expiredStands) {
            refuseExpired(standing, now);
        }
        if (standing.size() > MOST) {
            throw Refusal.of(
                    standing.size() + " policies", "--policy", "give at most " + MOST + "; join some into one file");
        }
        return new PolicySet(standing, problems.stream().map(Problem::toString).toList());
    }

    /** Whether any of them denies, so that malformed questions are denied, too. */
    public boolean enforces() {
        return policies.stream().anyMatch(StandingPolicy::enforces);
    }

    private static void take(LoadOutcome outcome, List<String> sources, boolean audit, List<StandingPolicy> standing) {
        if (outcome instanceof LoadOutcome.Loaded loaded) {
            for (int i = 0; i < loaded.policies().size(); i++) {
                LoadedPolicy policy = loaded.policies().get(i);
                Mode mode = audit ? Mode.Audit : policy.policy().mode();
                standing.add(new StandingPolicy(policy, sources.get(i), mode));
            }
        }
    }

    private static void refuseErrors(List<Problem> problems) {
        if (problems.stream().anyMatch(Problem::isError)) {
            throw Refusal.of(
                    "the policies cannot be used, nothing was started",
                    problems.stream().map(Problem::toString).toList(),
                    "mend what is marked as error; `firebreak explain --policy FILE NAME` checks a file without starting"
                            + " anything");
        }
    }

    private static void refuseExpired(List<StandingPolicy> standing, Instant now) {
        for (StandingPolicy policy : standing) {
            if (policy.loaded().policy().isExpired(now)) {
                throw Refusal.of(
                        "policy " + policy.name() + " expired at "
                                + policy.loaded()
                                        .policy()
                                        .expiresAt()
                                        .map(Instant::toString)
                                        .orElse("?")
                                + " and no longer stands",
                        policy.source() + ": spec.expiresAt",
                        "set a later expiresAt, or leave the policy out");
            }
        }
    }

    private static Map<ConfigMapKey, Path> listFiles(List<String> namesFrom) {
        Map<ConfigMapKey, Path> files = new LinkedHashMap<>();
        for (String text : namesFrom) {
            int equals = text.indexOf('=');
            if (equals < 0) {
                throw Refusal.of("a file is missing", "--names-from " + text, "write CONFIGMAP/KEY=FILE");
            }
            try {
                files.put(ConfigMapKey.of(text.substring(0, equals)), Path.of(text.substring(equals + 1)));
            } catch (IllegalArgumentException e) {
                throw Refusal.of(String.valueOf(e.getMessage()), "--names-from " + text, "write CONFIGMAP/KEY=FILE")
                        .because(e);
            }
        }
        return files;
    }
}

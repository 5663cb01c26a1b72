// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.proof.differential;

import dev.firebreak.policy.Action;
import dev.firebreak.policy.DnsName;
import dev.firebreak.policy.Effect;
import dev.firebreak.policy.LabelSelector;
import dev.firebreak.policy.Mode;
import dev.firebreak.policy.NamePattern;
import dev.firebreak.policy.OnListMissing;
import dev.firebreak.policy.Policy;
import dev.firebreak.policy.PolicyId;
import dev.firebreak.policy.PolicyKind;
import dev.firebreak.policy.Rule;
import dev.firebreak.policy.SourcePosition;
import dev.firebreak.policy.WrittenPattern;
import dev.firebreak.policy.compiled.CompileOutcome;
import dev.firebreak.policy.compiled.CompiledPolicy;
import dev.firebreak.policy.compiled.PolicyCompiler;
import dev.firebreak.policy.verdict.EffectivePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Random policies, most of them small and full of contradictions, some with enough names to overfill buckets. */
final class Policies {
    private static final int MANY_NAMES = 3_000;
    private static final List<Effect> EFFECTS = List.of(Effect.DENY, Effect.ALLOW, Effect.AUDIT);

    private final RandomGenerator random;
    private final Labels labels;

    Policies(RandomGenerator random) {
        this.random = random;
        this.labels = new Labels(random);
    }

    /**
     * One policy in both of its forms.
     *
     * @param written as the reference reads it: not by way of the compiler, which is under test, too
     * @param compiled as the kernel gets it
     * @param names all of its names, to ask about
     */
    record Both(EffectivePolicy written, CompiledPolicy compiled, List<List<String>> names) {}

    Both next() {
        var names = new ArrayList<List<String>>();
        var rules = new ArrayList<Rule>();
        int count = random.nextInt(10) == 0 ? 64 : 1 + random.nextInt(6);
        int namesEach = random.nextInt(50) == 0 ? MANY_NAMES / count : 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            var patterns = new ArrayList<WrittenPattern>();
            for (int k = 0; k < namesEach; k++) {
                List<String> name = namesEach > 10 ? numbered(k) : labels.name();
                names.add(name);
                patterns.add(new WrittenPattern(pattern(name), SourcePosition.of("random")));
            }
            rules.add(new Rule("r" + random.nextInt(10) + "-" + i, effect(), patterns, List.of(), ""));
        }
        Action defaultAction = random.nextInt(4) == 0 ? Action.Deny : Action.Allow;
        var policy = new Policy(
                new PolicyId(PolicyKind.ClusterDeployDnsPolicy, "", "random"),
                Mode.Enforce,
                defaultAction,
                inOrder(rules),
                OnListMissing.RefusePod,
                Optional.empty(),
                LabelSelector.EVERYTHING,
                LabelSelector.EVERYTHING);
        return switch (PolicyCompiler.compile(policy, Map.of())) {
            case CompileOutcome.Compiled(var compiled, var warnings) ->
                new Both(EffectivePolicy.of(policy, Map.of()), compiled, names);
            case CompileOutcome.Refused(var problems) -> throw new IllegalStateException(problems.toString());
        };
    }

    /** Deny rules (audited ones among them) before allow rules, as in a policy file. */
    private static List<Rule> inOrder(List<Rule> rules) {
        var ordered = new ArrayList<Rule>();
        rules.stream().filter(rule -> rule.effect() != Effect.ALLOW).forEach(ordered::add);
        rules.stream().filter(rule -> rule.effect() == Effect.ALLOW).forEach(ordered::add);
        return ordered;
    }

    private List<String> numbered(int number) {
        return List.of("n" + number, "x".repeat(1 + number % 9), "example", "com");
    }

    private NamePattern pattern(List<String> name) {
        var dnsName = new DnsName(String.join(".", name));
        return random.nextBoolean() ? new NamePattern.Exact(dnsName) : new NamePattern.Below(dnsName);
    }

    private Effect effect() {
        return EFFECTS.get(random.nextInt(EFFECTS.size()));
    }
}

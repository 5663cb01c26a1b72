// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.load;

import dev.firebreak.policy.Action;
import dev.firebreak.policy.Effect;
import dev.firebreak.policy.LabelSelector;
import dev.firebreak.policy.Mode;
import dev.firebreak.policy.NamePattern;
import dev.firebreak.policy.NameSyntax;
import dev.firebreak.policy.OnListMissing;
import dev.firebreak.policy.Policy;
import dev.firebreak.policy.PolicyId;
import dev.firebreak.policy.PolicyKind;
import dev.firebreak.policy.ProblemLog;
import dev.firebreak.policy.Rule;
import dev.firebreak.policy.SourcePosition;
import dev.firebreak.policy.WrittenPattern;
import dev.firebreak.policy.compiled.CompileOutcome;
import dev.firebreak.policy.compiled.PolicyCompiler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The policy that options such as {@code --deny NAME} and {@code --allow NAME} make up; it and its rules are called
 * {@code command-line}.
 */
public final class CommandLinePolicy {
    /** Name of the policy and of its rules. */
    public static final String NAME = "command-line";

    private CommandLinePolicy() {}

    /** All complaints at once, each at its option and position: {@code command-line (--deny[0])}. */
    public static LoadOutcome of(List<String> deny, List<String> allow, Mode mode) {
        var log = new ProblemLog();
        var rules = new ArrayList<Rule>();
        rule(Effect.DENY, "--deny", deny, log).ifPresent(rules::add);
        rule(Effect.ALLOW, "--allow", allow, log).ifPresent(rules::add);
        if (log.hasErrors()) {
            return new LoadOutcome.Refused(log.sorted());
        }
        var policy = new Policy(
                new PolicyId(PolicyKind.DeployDnsPolicy, "", NAME),
                mode,
                Action.Allow,
                rules,
                OnListMissing.RefusePod,
                Optional.empty(),
                LabelSelector.EVERYTHING,
                LabelSelector.EVERYTHING);
        return switch (PolicyCompiler.compile(policy, Map.of())) {
            case CompileOutcome.Compiled(var compiled, var warnings) ->
                new LoadOutcome.Loaded(List.of(new LoadedPolicy(policy, Map.of(), compiled)), warnings);
            case CompileOutcome.Refused(var problems) -> new LoadOutcome.Refused(problems);
        };
    }

    private static Optional<Rule> rule(Effect effect, String option, List<String> names, ProblemLog log) {
        var patterns = new ArrayList<WrittenPattern>();
        for (int i = 0; i < names.size(); i++) {
            var position = new SourcePosition(NAME, 0, 0, option + "[" + i + "]");
            Optional<String> complaint = NameSyntax.patternComplaint(names.get(i));
            if (complaint.isPresent()) {
                log.error(position, complaint.get());
            } else {
                patterns.add(new WrittenPattern(NamePattern.of(names.get(i)), position));
            }
        }
        return names.isEmpty() ? Optional.empty() : Optional.of(new Rule(NAME, effect, patterns, List.of(), ""));
    }
}

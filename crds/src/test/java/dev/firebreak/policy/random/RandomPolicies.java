// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.random;

import dev.firebreak.policy.Action;
import dev.firebreak.policy.ConfigMapKey;
import dev.firebreak.policy.Effect;
import dev.firebreak.policy.LabelSelector;
import dev.firebreak.policy.Mode;
import dev.firebreak.policy.NamePattern;
import dev.firebreak.policy.NamesFrom;
import dev.firebreak.policy.OnListMissing;
import dev.firebreak.policy.Policy;
import dev.firebreak.policy.PolicyId;
import dev.firebreak.policy.PolicyKind;
import dev.firebreak.policy.Rule;
import dev.firebreak.policy.SourcePosition;
import dev.firebreak.policy.WrittenPattern;
import dev.firebreak.policy.names.NameList;
import dev.firebreak.policy.names.NameListOutcome;
import dev.firebreak.policy.names.NameListReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Policies of 0 to 6 rules whose names stand inline and in lists. */
public final class RandomPolicies {
    /** A policy and the lists that it refers to. */
    public record WithLists(Policy policy, Map<ConfigMapKey, NameList> lists) {}

    private static final List<Effect> EFFECTS = List.of(Effect.DENY, Effect.ALLOW, Effect.AUDIT);

    private final SplittableRandom random;
    private final RandomNames names;

    public RandomPolicies(long seed) {
        random = new SplittableRandom(seed);
        names = new RandomNames(random);
    }

    public RandomNames names() {
        return names;
    }

    public SplittableRandom random() {
        return random;
    }

    public WithLists policy() {
        return policy(rules(random.nextInt(7)), random.nextBoolean() ? Action.Allow : Action.Deny);
    }

    /** Rules of all effects, deny and audit before allow as in a policy, with 1 to 8 patterns each. */
    public List<RuleDraft> rules(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new RuleDraft(
                        "rule-" + i,
                        EFFECTS.get(random.nextInt(EFFECTS.size())),
                        random.nextBoolean() ? "" : "reason " + random.nextInt(3),
                        patterns(1 + random.nextInt(8))))
                .sorted((a, b) -> Boolean.compare(a.effect() == Effect.ALLOW, b.effect() == Effect.ALLOW))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** What a rule means; how it is written is left to {@link #policy(List, Action)}. */
    public record RuleDraft(String name, Effect effect, String reason, List<NamePattern> patterns) {}

    /** Writes the drafts as a policy, in any case, with trailing dots or not, each name inline or in a list. */
    public WithLists policy(List<RuleDraft> drafts, Action defaultAction) {
        var lists = new HashMap<ConfigMapKey, NameList>();
        List<Rule> rules = drafts.stream().map(draft -> rule(draft, lists)).toList();
        var policy = new Policy(
                new PolicyId(PolicyKind.DeployDnsPolicy, "", "random"),
                random.nextInt(4) == 0 ? Mode.Audit : Mode.Enforce,
                defaultAction,
                rules,
                OnListMissing.RefusePod,
                Optional.empty(),
                LabelSelector.EVERYTHING,
                LabelSelector.EVERYTHING);
        return new WithLists(policy, lists);
    }

    private Rule rule(RuleDraft draft, Map<ConfigMapKey, NameList> lists) {
        var inline = new ArrayList<WrittenPattern>();
        var listed = new ArrayList<String>();
        for (NamePattern pattern : draft.patterns()) {
            String written = names.written(pattern);
            if (random.nextInt(3) == 0) {
                listed.add(written);
            } else {
                inline.add(new WrittenPattern(NamePattern.of(written), SourcePosition.of("random")));
            }
        }
        var key = new ConfigMapKey("", draft.name(), "names.txt");
        lists.put(key, list(listed));
        return new Rule(
                draft.name(),
                draft.effect(),
                inline,
                List.of(new NamesFrom(key, SourcePosition.of("random"))),
                draft.reason());
    }

    private static NameList list(List<String> lines) {
        byte[] text = String.join("\n", lines).getBytes(StandardCharsets.US_ASCII);
        try {
            return ((NameListOutcome.Read) NameListReader.read("list", new ByteArrayInputStream(text), 1_000)).list();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<NamePattern> patterns(int count) {
        return IntStream.range(0, count).mapToObj(i -> names.pattern()).toList();
    }
}

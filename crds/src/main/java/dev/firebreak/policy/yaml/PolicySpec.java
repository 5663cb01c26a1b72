// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.yaml;

import dev.firebreak.policy.Action;
import dev.firebreak.policy.LabelSelector;
import dev.firebreak.policy.Mode;
import dev.firebreak.policy.OnListMissing;
import dev.firebreak.policy.Policy;
import dev.firebreak.policy.PolicyId;
import dev.firebreak.policy.PolicyKind;
import dev.firebreak.policy.PolicyLimits;
import dev.firebreak.policy.Rule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads {@code spec}. */
record PolicySpec(
        Mode mode,
        Action defaultAction,
        List<Rule> rules,
        OnListMissing onListMissing,
        Optional<Instant> expiresAt,
        LabelSelector podSelector,
        LabelSelector namespaceSelector) {

    static Optional<PolicySpec> read(Cursor spec, PolicyKind kind, Instant now) {
        return spec.fields().flatMap(fields -> {
            Optional<Mode> mode = fields.required("mode", "Audit (only records) or Enforce")
                    .flatMap(cursor -> cursor.choice(Mode.class));
            // Open by default, as the policy language says: a policy that denies nothing by name denies nothing.
            Action defaultAction = fields.defaulted("defaultAction")
                    .flatMap(cursor -> cursor.choice(Action.class))
                    .orElse(Action.Allow);
            List<Rule> rules = new RuleList(kind).read(fields.optional("deny"), fields.optional("allow"));
            OnListMissing onListMissing = fields.defaulted("onListMissing")
                    .flatMap(cursor -> cursor.choice(OnListMissing.class))
                    .orElse(OnListMissing.RefusePod);
            Optional<Instant> expiresAt = fields.optional("expiresAt").flatMap(cursor -> Expiry.read(cursor, now));
            LabelSelector pods = selector(fields, "podSelector");
            LabelSelector namespaces = kind == PolicyKind.ClusterDeployDnsPolicy
                    ? selector(fields, "namespaceSelector")
                    : LabelSelector.EVERYTHING;
            fields.finish();
            int bytes = pods.jsonBytes() + namespaces.jsonBytes();
            if (bytes > PolicyLimits.MAX_SELECTOR_BYTES) {
                spec.error("the selectors take " + bytes + " bytes together, at most " + PolicyLimits.MAX_SELECTOR_BYTES
                        + " are allowed");
            }
            if (rules.isEmpty() && defaultAction == Action.Allow && !spec.log().hasErrors()) {
                spec.warning("the policy has no rules and defaultAction Allow: it denies and records nothing");
            }
            return mode.map(
                    read -> new PolicySpec(read, defaultAction, rules, onListMissing, expiresAt, pods, namespaces));
        });
    }

    private static LabelSelector selector(Fields fields, String name) {
        return fields.optional(name).map(Selector::read).orElse(LabelSelector.EVERYTHING);
    }

    Policy toPolicy(PolicyId id) {
        return new Policy(id, mode, defaultAction, rules, onListMissing, expiresAt, podSelector, namespaceSelector);
    }
}

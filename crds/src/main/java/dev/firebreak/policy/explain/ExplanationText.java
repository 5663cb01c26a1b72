// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.explain;

import dev.firebreak.policy.Action;
import dev.firebreak.policy.Excerpt;
import dev.firebreak.policy.Mode;
import dev.firebreak.policy.Policy;
import java.util.Optional;

/** An explanation as a person reads it: what becomes of the name, then policy by policy which rule said so and why. */
public final class ExplanationText {
    private final StringBuilder out = new StringBuilder();

    private ExplanationText() {}

    /** Lines, each ended by a line feed. */
    public static String of(Explanation explanation) {
        var text = new ExplanationText();
        text.line("%s: %s".formatted(explanation.question(), outcome(explanation)));
        explanation.policies().forEach(text::policy);
        return text.out.toString();
    }

    private static String outcome(Explanation explanation) {
        return switch (explanation.outcome()) {
            case DENIED -> "denied";
            case AUDITED -> "allowed, and recorded (Audit)";
            case ALLOWED -> explanation.policies().isEmpty() ? "allowed: there is no policy" : "allowed";
        };
    }

    private void policy(PolicyExplanation explained) {
        Policy policy = explained.policy();
        line("  policy %s, mode %s: %s".formatted(policy.id(), policy.mode(), verdict(explained)));
        Optional<Finding> decider = explained.decider();
        if (decider.isPresent()) {
            finding(decider.get(), decision(explained));
        } else {
            line("    nothing applies: defaultAction " + policy.defaultAction());
        }
        explained.recorder().ifPresent(recorder -> finding(recorder, "recorded by"));
        explained.findings().stream()
                .filter(finding -> !finding.role().counts())
                .forEach(finding -> line("    no effect: %s %s: %s"
                        .formatted(verb(finding), entry(finding), finding.role().because())));
    }

    private static String verdict(PolicyExplanation explained) {
        if (explained.action() == Action.Allow) {
            return "allows";
        }
        return explained.policy().mode() == Mode.Enforce ? "denies" : "would deny, but in Audit it only records";
    }

    private static String decision(PolicyExplanation explained) {
        if (explained.action() == Action.Allow) {
            return "allowed by";
        }
        return explained.policy().mode() == Mode.Enforce ? "denied by" : "would be denied by";
    }

    private void finding(Finding finding, String verb) {
        line("    %s %s: %s".formatted(verb, entry(finding), finding.role().because()));
        if (!finding.rule().reason().isEmpty()) {
            line("      reason: " + finding.rule().reason());
        }
    }

    private static String verb(Finding finding) {
        return switch (finding.rule().effect()) {
            case DENY -> "denial by";
            case ALLOW -> "permission by";
            case AUDIT -> "record by";
        };
    }

    private static String entry(Finding finding) {
        return "rule %s, %s (%s)"
                .formatted(Excerpt.quoted(finding.rule().name()), finding.pattern(), finding.position());
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.proof.differential;

import dev.firebreak.bpf.jni.Abi;
import dev.firebreak.policy.Action;
import dev.firebreak.policy.Effect;
import dev.firebreak.policy.Mode;
import dev.firebreak.policy.verdict.Decider;
import dev.firebreak.policy.verdict.PolicyVerdict;
import dev.firebreak.policy.verdict.Question;
import dev.firebreak.policy.verdict.ReferenceVerdict;
import dev.firebreak.policy.verdict.Verdict;
import java.util.List;
import java.util.function.Predicate;

/** What the reference verdict says, in the kernel's terms. Who decided is read off its own verdicts, not judged anew. */
final class Reference {
    private Reference() {}

    static Judgement judge(List<Standing> standings, Question question) {
        Verdict verdict = ReferenceVerdict.decide(
                standings.stream().map(Standing::reference).toList(), question);
        List<PolicyVerdict> each = verdict.policies();
        int outcome = switch (verdict.outcome()) {
            case ALLOWED -> Abi.FB_VERDICT_ALLOWED;
            case AUDITED -> Abi.FB_VERDICT_AUDITED;
            case DENIED -> Abi.FB_VERDICT_DENIED;
        };
        int denies = first(each, PolicyVerdict::denies);
        int decides = denies >= 0 ? denies : first(each, Reference::hasAllowRule);
        int audits = first(each, PolicyVerdict::records);
        return new Judgement(
                outcome,
                decides < 0 ? Judgement.NO_LIST : decides,
                decides < 0 ? Abi.FB_RULE_NONE : decidingRule(standings.get(decides), each.get(decides)),
                audits < 0 ? Judgement.NO_LIST : audits,
                audits < 0 ? Abi.FB_RULE_NONE : auditedRule(standings.get(audits), each.get(audits)));
    }

    private static int first(List<PolicyVerdict> verdicts, Predicate<PolicyVerdict> wanted) {
        for (int i = 0; i < verdicts.size(); i++) {
            if (wanted.test(verdicts.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private static boolean hasAllowRule(PolicyVerdict verdict) {
        return verdict.decider() instanceof Decider.ByRule(var match)
                && match.rule().effect() == Effect.ALLOW;
    }

    private static int decidingRule(Standing standing, PolicyVerdict verdict) {
        return switch (verdict.decider()) {
            case Decider.ByRule(var match) -> standing.indexOf(match.rule());
            case Decider.ByDefault(Action action) -> byDefault(standing);
        };
    }

    private static int byDefault(Standing standing) {
        return standing.rules().isEmpty() ? Abi.FB_RULE_MISSING : Abi.FB_RULE_DEFAULT;
    }

    /** An audit rule before the policy's own denial, which records only in mode Audit. */
    private static int auditedRule(Standing standing, PolicyVerdict verdict) {
        if (verdict.audited().isPresent()) {
            return standing.indexOf(verdict.audited().get().rule());
        }
        if (verdict.policy().mode() != Mode.Audit) {
            throw new IllegalStateException("records without an audit rule, though it enforces: " + verdict);
        }
        return decidingRule(standing, verdict);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.proof.differential;

import dev.firebreak.bpf.jni.Abi;

/**
 * A verdict with who decided and who audits, as the kernel tells it.
 *
 * @param verdict enum fb_verdict
 * @param decideList index of the list that denied, or has the allow rule; 31: none
 * @param decideRule the rule's index there, or enum fb_rule
 */
record Judgement(int verdict, int decideList, int decideRule, int auditList, int auditRule) {
    private static final int LIST_MASK = 0x1f;
    private static final int RULE_MASK = 0xff;
    static final int NO_LIST = LIST_MASK;

    /** From what the kernel's judge returned. */
    static Judgement of(int packed) {
        return new Judgement(
                packed & Abi.FB_TEST_VERDICT_MASK,
                packed >>> Abi.FB_TEST_DECIDE_LIST_SHIFT & LIST_MASK,
                packed >>> Abi.FB_TEST_DECIDE_RULE_SHIFT & RULE_MASK,
                packed >>> Abi.FB_TEST_AUDIT_LIST_SHIFT & LIST_MASK,
                packed >>> Abi.FB_TEST_AUDIT_RULE_SHIFT & RULE_MASK);
    }
}

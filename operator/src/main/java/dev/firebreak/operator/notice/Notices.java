// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.notice;

import dev.firebreak.operator.status.Condition;
import dev.firebreak.operator.status.ConditionType;
import dev.firebreak.operator.status.PolicyStatus;
import dev.firebreak.operator.status.Reasons;
import dev.firebreak.operator.status.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides which events a change of status is worth. The status itself remembers what was told: a restart of the
 * operator tells nothing twice.
 */
public final class Notices {
    /** The reason of the event about the first lookup that would have been denied. */
    public static final String FIRST_DENIAL_AUDITED = "FirstDenialAudited";

    private Notices() {}

    public static List<Notice> of(PolicyStatus before, PolicyStatus after) {
        var notices = new ArrayList<Notice>();
        for (ConditionType type :
                List.of(ConditionType.ACCEPTED, ConditionType.RESOLVED_REFS, ConditionType.COMPILED)) {
            after.condition(type)
                    .filter(condition -> isError(condition) && isNew(before.condition(type), condition))
                    .ifPresent(condition -> notices.add(new Notice(true, condition.reason(), condition.message())));
        }
        after.condition(ConditionType.ACCEPTED)
                .filter(condition -> came(before, condition, Reasons.EXPIRES_SOON))
                .ifPresent(condition -> notices.add(new Notice(true, condition.reason(), condition.message())));
        after.condition(ConditionType.PROGRAMMED)
                .filter(condition -> came(before, condition, Reasons.LIST_LOST))
                .ifPresent(condition -> notices.add(new Notice(true, condition.reason(), condition.message())));
        after.condition(ConditionType.READY)
                .filter(condition -> came(before, condition, Reasons.EXPIRED))
                .ifPresent(condition -> notices.add(new Notice(true, condition.reason(), condition.message())));
        if (before.audited().total() == 0 && after.audited().total() > 0) {
            String name = after.audited().top().isEmpty()
                    ? "a name"
                    : after.audited().top().getFirst().name();
            notices.add(new Notice(
                    false,
                    FIRST_DENIAL_AUDITED,
                    "the first lookup that would have been denied under Enforce: " + name));
        }
        return notices;
    }

    /** What follows from another condition is not told again. */
    private static boolean isError(Condition condition) {
        return condition.status() == Truth.FALSE
                && switch (condition.reason()) {
                    case Reasons.INVALID, Reasons.LISTS_NOT_FOUND, Reasons.LISTS_BROKEN, Reasons.TOO_MANY_ENTRIES ->
                        true;
                    default -> false;
                };
    }

    private static boolean isNew(Optional<Condition> before, Condition after) {
        return before.filter(last ->
                        last.reason().equals(after.reason()) && last.message().equals(after.message()))
                .isEmpty();
    }

    private static boolean came(PolicyStatus before, Condition after, String reason) {
        return after.reason().equals(reason)
                && before.condition(after.type())
                        .filter(last -> last.reason().equals(reason))
                        .isEmpty();
    }
}

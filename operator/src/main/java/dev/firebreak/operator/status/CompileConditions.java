// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.status;

import dev.firebreak.operator.compile.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The three conditions that compiling decides.
 *
 * <p>After an error the policy that was last compiled stays in force: {@code enforcedGeneration} says which.
 */
record CompileConditions(Judgement accepted, Judgement resolvedRefs, Judgement compiled) {
    /** So long before a policy lifts itself, its status and an event say so. */
    static final Duration NOTICE = Duration.ofHours(1);

    private static final Judgement ACCEPTED = Judgement.yes(Reasons.ACCEPTED, "the policy is valid");
    private static final Judgement RESOLVED =
            Judgement.yes(Reasons.RESOLVED_REFS, "all lists that it refers to can be read");

    static CompileConditions of(Finding finding, Instant now) {
        return switch (finding) {
            case Finding.Invalid(List<String> words) ->
                new CompileConditions(
                        Judgement.no(Reasons.INVALID, Words.of(words)),
                        Judgement.unknown(Reasons.NOT_ACCEPTED, "the policy is not valid"),
                        Judgement.no(Reasons.NOT_ACCEPTED, "the policy is not valid"));
            case Finding.ListsNotFound(List<String> words) -> unresolved(Reasons.LIST_NOT_FOUND, words);
            case Finding.ListsBroken(List<String> words) -> unresolved(Reasons.LIST_INVALID, words);
            case Finding.TooManyEntries(List<String> words) ->
                new CompileConditions(ACCEPTED, RESOLVED, Judgement.no(Reasons.TOO_MANY_ENTRIES, Words.of(words)));
            case Finding.Expired(Instant at) ->
                new CompileConditions(
                        ACCEPTED,
                        Judgement.unknown(Reasons.EXPIRED, "lists are not read after the policy's time"),
                        Judgement.no(Reasons.EXPIRED, "the policy lifted itself at " + at));
            case Finding.Compiled(List<String> warnings, Optional<Instant> expiresAt) ->
                new CompileConditions(
                        accepted(warnings, expiresAt.filter(end -> !now.isBefore(end.minus(NOTICE)))),
                        RESOLVED,
                        Judgement.yes(Reasons.COMPILED, "the list is there for the nodes to read"));
        };
    }

    private static Judgement accepted(List<String> warnings, Optional<Instant> soon) {
        String told = warnings.isEmpty() ? "" : "; but: " + Words.of(warnings);
        return soon.map(end -> Judgement.yes(Reasons.EXPIRES_SOON, "the policy is valid until " + end + told))
                .orElseGet(() -> Judgement.yes(ACCEPTED.reason(), ACCEPTED.message() + told));
    }

    private static CompileConditions unresolved(String reason, List<String> words) {
        return new CompileConditions(
                ACCEPTED,
                Judgement.no(reason, Words.of(words)),
                Judgement.no(Reasons.REFS_NOT_RESOLVED, "a list cannot be read"));
    }
}

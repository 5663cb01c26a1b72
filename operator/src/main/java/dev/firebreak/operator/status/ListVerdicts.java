// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.status;

import dev.firebreak.operator.compile.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The conditions that rest on the policy and its lists alone.
 *
 * @param accepted whether the policy is valid
 * @param resolvedRefs whether its lists could be read
 * @param compiled whether its list is in the cluster
 */
record ListVerdicts(Verdict accepted, Verdict resolvedRefs, Verdict compiled) {
    /** Problems that a message tells; more are counted. */
    private static final int TOLD = 20;

    /** Characters of a message: far more than people read, less than the 32768 of the schema. */
    private static final int MAX_MESSAGE = 8_192;

    /** So long before a policy lifts itself, its status and an event say so. */
    private static final Duration NOTICE = Duration.ofHours(1);

    private static final Verdict VALID = Verdict.yes(Reasons.VALID, "The policy is valid.");
    private static final Verdict RESOLVED =
            Verdict.yes(Reasons.RESOLVED, "All lists that the policy refers to could be read.");

    static ListVerdicts of(Observed observed, Instant now) {
        return switch (observed.finding()) {
            case Finding.Invalid(List<String> words) ->
                new ListVerdicts(
                        Verdict.no(Reasons.INVALID, told(words)),
                        notEvaluated("the policy is not valid"),
                        notEvaluated("the policy is not valid"));
            case Finding.ListsNotFound(List<String> words) -> unresolved(Reasons.LISTS_NOT_FOUND, words);
            case Finding.ListsBroken(List<String> words) -> unresolved(Reasons.LISTS_BROKEN, words);
            case Finding.TooManyEntries(List<String> words) ->
                new ListVerdicts(VALID, RESOLVED, Verdict.no(Reasons.TOO_MANY_ENTRIES, told(words)));
            case Finding.Expired(Instant at) ->
                new ListVerdicts(
                        VALID,
                        Verdict.unknown(Reasons.EXPIRED, "Not looked at: the policy expired at " + at + "."),
                        Verdict.no(Reasons.EXPIRED, "The policy expired at " + at + "."));
            case Finding.Compiled(List<String> warnings, Optional<Instant> expiresAt) ->
                new ListVerdicts(
                        accepted(warnings, expiresAt.filter(end -> !now.isBefore(end.minus(NOTICE)))),
                        RESOLVED,
                        observed.isPublished()
                                ? Verdict.yes(Reasons.COMPILED, "The list is in the cluster.")
                                : Verdict.no(Reasons.PUBLISHING, "The list is being written."));
        };
    }

    private static Verdict accepted(List<String> warnings, Optional<Instant> soon) {
        Verdict valid = soon.map(end -> Verdict.yes(Reasons.EXPIRES_SOON, "The policy is valid until " + end + "."))
                .orElse(VALID);
        return warnings.isEmpty() ? valid : Verdict.yes(valid.reason(), valid.message() + " But:\n" + told(warnings));
    }

    private static ListVerdicts unresolved(String reason, List<String> words) {
        return new ListVerdicts(
                VALID, Verdict.no(reason, told(words)), notEvaluated("its lists could not all be read"));
    }

    private static Verdict notEvaluated(String why) {
        return Verdict.unknown(Reasons.NOT_EVALUATED, "Not looked at: " + why + ".");
    }

    /** One problem a line. */
    private static String told(List<String> words) {
        String told = String.join("\n", words.subList(0, Math.min(TOLD, words.size())));
        if (told.length() > MAX_MESSAGE) {
            told = told.substring(0, MAX_MESSAGE) + "...";
        }
        return words.size() > TOLD ? told + "\nand " + (words.size() - TOLD) + " more" : told;
    }
}

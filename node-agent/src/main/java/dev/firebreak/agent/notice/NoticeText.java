// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.notice;

import dev.firebreak.agent.notice.Notice.Subject;
import dev.firebreak.cli.terminal.Printable;

/** The note of an event. */
final class NoticeText {
    /** The API server takes 1,024 bytes, and a reason may be in any script. */
    private static final int MAX_BYTES = 1_000;

    private NoticeText() {}

    static String of(Notice notice) {
        return cut(
                switch (notice.subject()) {
                    case Subject.Lookup lookup -> lookup(lookup, String.join(", ", notice.types()));
                    case Subject.More(Reason reason) ->
                        "more lookups "
                                + (reason == Reason.DNS_LOOKUP_DENIED ? "were denied" : "would be denied under Enforce")
                                + " than there are events for: the pod's DeployReport and its node's log have them";
                    case Subject.Words(Reason reason, String words) -> Printable.of(words);
                });
    }

    private static String lookup(Subject.Lookup lookup, String types) {
        String who = lookup.asker().isEmpty() ? "an unknown process" : Printable.of(lookup.asker());
        String where = lookup.container().isEmpty() ? "" : " in container " + Printable.of(lookup.container());
        String what = lookup.name().isEmpty()
                ? " sent a malformed DNS question"
                : " asked for " + Printable.of(lookup.name()) + " (" + types + ")";
        String verdict = lookup.reason() == Reason.DNS_LOOKUP_DENIED ? "denied" : "would be denied under Enforce";
        String rule = lookup.rule().isEmpty() ? "" : " by " + Printable.of(lookup.rule());
        String why = lookup.why().isEmpty() ? "" : ": " + Printable.of(lookup.why());
        return who + where + what + ": " + verdict + rule + why;
    }

    private static String cut(String note) {
        StringBuilder out = new StringBuilder();
        int bytes = 0;
        for (int c : note.codePoints().toArray()) {
            bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
            if (bytes > MAX_BYTES - 3) {
                return out.append("...").toString();
            }
            out.appendCodePoint(c);
        }
        return out.toString();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.failure;

import dev.firebreak.cli.terminal.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Firebreak cannot do what it was asked to, for a reason that a person can mend. Nothing was started and no state is
 * left changed.
 */
public final class Refusal extends RuntimeException {
    private final List<String> findings;
    private final Optional<String> where;
    private final Optional<String> next;

    private Refusal(String what, List<String> findings, Optional<String> where, Optional<String> next) {
        super(what);
        this.findings = List.copyOf(findings);
        this.where = where;
        this.next = next;
    }

    /**
     * A refusal for one reason.
     *
     * @param what what cannot be done and why, without a full stop
     * @param where the file, option or kernel object it is about
     * @param next what to do about it
     */
    public static Refusal of(String what, String where, String next) {
        return new Refusal(what, List.of(), Optional.of(where), Optional.of(next));
    }

    /**
     * A refusal for several findings at once, as of a policy file.
     *
     * @param findings complete lines, each with its place
     */
    public static Refusal of(String what, List<String> findings, String next) {
        return new Refusal(what, findings, Optional.empty(), Optional.of(next));
    }

    /** The same refusal, remembering what the kernel or the library threw. */
    public Refusal because(Throwable cause) {
        initCause(cause);
        return this;
    }

    /** The lines to print on standard error. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("firebreak: " + Printable.of(String.valueOf(getMessage())));
        findings.forEach(finding -> lines.add("  " + Printable.of(finding)));
        where.ifPresent(place -> lines.add("  where: " + Printable.of(place)));
        next.ifPresent(step -> lines.add("  next:  " + Printable.of(step)));
        return lines;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Collects the problems of one reading, so that all are told at once. Keeps the first {@link PolicyLimits#MAX_PROBLEMS}
 * errors and as many warnings and counts the rest: a hostile file cannot make the list of its own faults grow without
 * bound.
 */
public final class ProblemLog {
    private final List<Problem> errors = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
    private int errorsLeftOut;
    private int warningsLeftOut;

    public void error(SourcePosition position, String message) {
        error(() -> Problem.error(position, message));
    }

    /**
     * As {@link #error(SourcePosition, String)}, for mistakes that may come by the million: the words are only made if
     * they are kept.
     */
    public void error(Supplier<Problem> problem) {
        if (errors.size() < PolicyLimits.MAX_PROBLEMS) {
            errors.add(problem.get());
        } else {
            errorsLeftOut++;
        }
    }

    public void warning(SourcePosition position, String message) {
        warning(() -> Problem.warning(position, message));
    }

    /** As {@link #warning(SourcePosition, String)}, the words only made if they are kept. */
    public void warning(Supplier<Problem> problem) {
        if (warnings.size() < PolicyLimits.MAX_PROBLEMS) {
            warnings.add(problem.get());
        } else {
            warningsLeftOut++;
        }
    }

    /** Takes over problems found elsewhere. */
    public void addAll(List<Problem> problems) {
        for (Problem problem : problems) {
            if (problem.isError()) {
                error(problem.position(), problem.message());
            } else {
                warning(problem.position(), problem.message());
            }
        }
    }

    public boolean hasErrors() {
        return !errors.isEmpty();
    }

    /** Errors and warnings in reading order, then a line each for how many more there were. */
    public List<Problem> sorted() {
        var all = new ArrayList<Problem>(errors);
        all.addAll(warnings);
        all.sort(null);
        if (errorsLeftOut > 0) {
            all.add(Problem.error(
                    SourcePosition.of(errors.getLast().position().file()), "and " + errorsLeftOut + " more errors"));
        }
        if (warningsLeftOut > 0) {
            all.add(Problem.warning(
                    SourcePosition.of(warnings.getLast().position().file()),
                    "and " + warningsLeftOut + " more warnings"));
        }
        return List.copyOf(all);
    }
}

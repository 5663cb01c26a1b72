// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.policies;

import dev.firebreak.cli.report.Report;
import dev.firebreak.policy.Action;
import dev.firebreak.policy.Mode;
import dev.firebreak.policy.compiled.CompiledPolicy;
import dev.firebreak.policy.load.LoadedPolicy;
import dev.firebreak.policy.verdict.EffectivePolicy;

/**
 * A policy as it stands for this run or question.
 *
 * @param source the file, or "command line"
 * @param mode the policy's own, or Audit where a person asked for that
 */
public record StandingPolicy(LoadedPolicy loaded, String source, Mode mode) {
    /** Its name as in reports. */
    public String name() {
        return loaded.policy().id().toString();
    }

    /** Its rules and names. */
    public CompiledPolicy compiled() {
        return loaded.compiled();
    }

    /** Whether it denies, not only records. */
    public boolean enforces() {
        return mode == Mode.Enforce;
    }

    /** Whether a name that no rule knows is denied. */
    public boolean deniesByDefault() {
        return compiled().defaultAction() == Action.Deny;
    }

    /** To judge by, as the kernel does. */
    public EffectivePolicy effective() {
        return compiled().effective(name(), mode);
    }

    /** As the report tells it. */
    public Report.Policy forReport() {
        return new Report.Policy(
                name(),
                source,
                mode.name(),
                compiled().defaultAction().name(),
                compiled().digest().hex(),
                compiled().rules().size(),
                compiled().entries());
    }
}

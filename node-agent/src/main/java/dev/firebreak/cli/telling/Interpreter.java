// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.telling;

import dev.firebreak.bpf.event.Cause;
import dev.firebreak.bpf.event.LookupEvent;
import dev.firebreak.cli.policies.StandingPolicy;
import dev.firebreak.lookup.EventReading;
import dev.firebreak.lookup.Observation;
import dev.firebreak.lookup.RuleRef;
import dev.firebreak.policy.compiled.CompiledRule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reads events by the policies of the scope that judged them.
 *
 * @param policies in the order of the scope's lists
 */
public record Interpreter(List<StandingPolicy> policies, EventReading reading) {
    public Interpreter {
        policies = List.copyOf(policies);
    }

    /**
     * Reads events of a run.
     *
     * @param firebreak our own process: a chain of parents ends below it
     */
    public static Interpreter of(List<StandingPolicy> policies, Instant epoch, long firebreak) {
        return new Interpreter(policies, new EventReading(epoch, ancestor -> ancestor.pid() == firebreak));
    }

    /** The event in the words of the report. */
    public Observation read(LookupEvent event) {
        return reading.read(event, rule(event.decided()), rule(event.audited()));
    }

    private Optional<RuleRef> rule(Cause cause) {
        return switch (cause) {
            case Cause.None() -> Optional.empty();
            case Cause.Rule(int list, int index) -> {
                CompiledRule rule = policies.get(list).compiled().rules().get(index);
                yield Optional.of(new RuleRef(
                        policies.get(list).name(),
                        rule.name(),
                        rule.reason().isEmpty() ? Optional.empty() : Optional.of(rule.reason())));
            }
            case Cause.DefaultAction(int list) ->
                Optional.of(new RuleRef(policies.get(list).name(), "defaultAction: Deny", Optional.empty()));
            case Cause.MissingList(int list) ->
                Optional.of(new RuleRef(policies.get(list).name(), "list not loaded", Optional.empty()));
            case Cause.NoScope() ->
                Optional.of(new RuleRef(
                        "firebreak", "closed", Optional.of("the filter had no scope yet, or no memory for a verdict")));
        };
    }
}

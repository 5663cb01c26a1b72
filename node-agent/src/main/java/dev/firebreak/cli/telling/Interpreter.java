// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.telling;

import dev.firebreak.bpf.event.AskingProcess;
import dev.firebreak.bpf.event.Cause;
import dev.firebreak.bpf.event.LookupEvent;
import dev.firebreak.cli.policies.StandingPolicy;
import dev.firebreak.cli.report.Asker;
import dev.firebreak.cli.report.Observation;
import dev.firebreak.cli.report.Outcome;
import dev.firebreak.cli.report.RuleRef;
import dev.firebreak.cli.report.Verdict;
import dev.firebreak.policy.compiled.CompiledRule;
import java.net.Inet6Address;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads events by the policies of the scope that judged them.
 *
 * @param policies in the order of the scope's lists
 * @param epoch the wall clock's time at zero of the kernel's monotonic clock
 * @param firebreak our own process: a chain of parents ends below it
 */
public record Interpreter(List<StandingPolicy> policies, Instant epoch, long firebreak) {
    public Interpreter {
        policies = List.copyOf(policies);
    }

    /** The epoch of this machine's monotonic clock, which {@link System#nanoTime} reads. */
    public static Instant epochNow() {
        return Instant.now().minusNanos(System.nanoTime());
    }

    /** The event in the words of the report. */
    public Observation read(LookupEvent event) {
        Verdict verdict = Verdict.valueOf(event.verdict().name());
        Optional<RuleRef> decided = rule(event.decided());
        Optional<RuleRef> audited = rule(event.audited());
        boolean onlyAudited = verdict == Verdict.AUDITED;
        return new Observation(
                new Observation.Key(event.key().high(), event.key().low()),
                event.count(),
                epoch.plusNanos(event.nanos()),
                event.name().toLowerCase(Locale.ROOT),
                event.type(),
                verdict,
                Outcome.valueOf(event.outcome().name()),
                onlyAudited ? audited : decided,
                onlyAudited ? Optional.empty() : audited,
                event.transport().name().toLowerCase(Locale.ROOT),
                server(event),
                event.process().map(this::asker));
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

    private Asker asker(AskingProcess process) {
        List<Asker.Parent> parents = process.ancestors().stream()
                .takeWhile(ancestor -> ancestor.pid() != firebreak)
                .map(ancestor -> new Asker.Parent(ancestor.pid(), ancestor.command()))
                .toList();
        return new Asker(
                process.tgid(), process.uid(), process.command(), process.arguments(), process.argumentsCut(), parents);
    }

    private static String server(LookupEvent event) {
        String address = event.remote().getHostAddress();
        boolean brackets = event.remote() instanceof Inet6Address;
        return (brackets ? "[" + address + "]" : address) + ":" + event.remotePort();
    }
}

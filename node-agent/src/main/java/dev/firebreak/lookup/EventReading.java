// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.lookup;

import dev.firebreak.bpf.event.AskingProcess;
import dev.firebreak.bpf.event.AskingProcess.Ancestor;
import dev.firebreak.bpf.event.LookupEvent;
import java.net.Inet6Address;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads kernel events as observations.
 *
 * @param epoch the wall clock's time at zero of the kernel's monotonic clock
 * @param above an ancestor that is none of the asker's own world: a chain of parents ends below it
 */
public record EventReading(Instant epoch, Predicate<Ancestor> above) {
    /** The epoch of this machine's monotonic clock, which {@link System#nanoTime} reads. */
    public static Instant epochNow() {
        return Instant.now().minusNanos(System.nanoTime());
    }

    /** The event in words, by the rules that its causes name. */
    public Observation read(LookupEvent event, Optional<RuleRef> decided, Optional<RuleRef> audited) {
        Verdict verdict = verdict(event);
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

    /** The verdict of an event: the same words. */
    public static Verdict verdict(LookupEvent event) {
        return Verdict.valueOf(event.verdict().name());
    }

    private Asker asker(AskingProcess process) {
        List<Asker.Parent> parents = process.ancestors().stream()
                .takeWhile(above.negate())
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

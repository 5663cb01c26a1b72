// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.reconcile;

import dev.firebreak.operator.compile.Compiler;
import dev.firebreak.operator.compile.Finding;
import dev.firebreak.operator.denylist.DenylistWriter;
import dev.firebreak.operator.denylist.HeaderChange;
import dev.firebreak.operator.denylist.HeaderIndex;
import dev.firebreak.operator.denylist.ObservedHeader;
import dev.firebreak.operator.lists.ListIndex;
import dev.firebreak.operator.notice.EventRecorder;
import dev.firebreak.operator.notice.Notices;
import dev.firebreak.operator.policy.PolicyDirectory;
import dev.firebreak.operator.policy.PolicyResource;
import dev.firebreak.operator.report.ReportIndex;
import dev.firebreak.operator.status.ListInForce;
import dev.firebreak.operator.status.Observed;
import dev.firebreak.operator.status.PolicyStatus;
import dev.firebreak.operator.status.StatusDecision;
import dev.firebreak.operator.status.StatusMetrics;
import dev.firebreak.operator.status.StatusPace;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * One look at a policy of either kind: compile it if something changed, see to its header, say what is so. Never called
 * for one policy by two threads at once.
 */
public final class PolicyReconciliation {
    private static final Logger LOG = Logger.getLogger(PolicyReconciliation.class);

    private final Clock clock;
    private final DenylistWriter denylists;
    private final PolicyDirectory directory;
    private final HeaderIndex headers;
    private final ListIndex lists;
    private final ReportIndex reports;
    private final StatusPace pace;
    private final EventRecorder events;
    private final StatusMetrics statuses;
    private final Memories memories;

    public PolicyReconciliation(
            Clock clock,
            Compiler compiler,
            DenylistWriter denylists,
            PolicyDirectory directory,
            HeaderIndex headers,
            ListIndex lists,
            ReportIndex reports,
            StatusPace pace,
            EventRecorder events,
            CompileMetrics compiles,
            StatusMetrics statuses) {
        this.clock = clock;
        this.denylists = denylists;
        this.directory = directory;
        this.headers = headers;
        this.lists = lists;
        this.reports = reports;
        this.pace = pace;
        this.events = events;
        this.memories = new Memories(clock, compiler, lists, compiles, denylists::publish);
        this.statuses = statuses;
    }

    /**
     * Looks at a policy.
     *
     * @param before what its status says now
     */
    public Outcome reconcile(PolicyResource policy, PolicyStatus before) {
        directory.enter(policy.id(), policy.uid()).ifPresent(this::forget);
        if (!memories.knows(policy.uid())) {
            reports.resume(policy.uid(), before.denials(), before.audited());
        }
        Memory memory = memories.current(policy, headers.header(policy.uid()).map(ObservedHeader::header));
        denylists.apply(HeaderChange.decide(memory.finding(), memory.good(), headers.header(policy.uid())));
        PolicyStatus after = status(policy, before, memory);
        return settle(policy, before, after, memory.finding());
    }

    /** The policy is gone: so is what it said to the nodes. */
    public void remove(PolicyResource policy) {
        directory.leave(policy.id(), policy.uid());
        lists.rest(policy.id(), Set.of());
        forget(policy.uid());
        LOG.infof("policy removed policy=%s uid=%s", policy.id(), policy.uid());
    }

    /** Its list is no longer all there: the next look compiles and stores it anew, if it can be compiled. */
    public void doubt(String uid) {
        memories.doubt(uid);
    }

    private void forget(String uid) {
        denylists.delete(uid);
        memories.forget(uid);
        reports.drop(uid);
        pace.forget(uid);
        statuses.forget(uid);
    }

    private PolicyStatus status(PolicyResource policy, PolicyStatus before, Memory memory) {
        ListInForce inForce = headers.header(policy.uid())
                .map(ObservedHeader::header)
                .map(header ->
                        new ListInForce(header.generation(), header.list().digest(), header.entries()))
                .orElse(null);
        return StatusDecision.decide(
                new Observed(
                        policy.generation(),
                        memory.finding(),
                        inForce,
                        inForce == null || denylists.isWhole(inForce.digest()),
                        reports.reports(policy.uid()),
                        before),
                clock.instant());
    }

    private Outcome settle(PolicyResource policy, PolicyStatus before, PolicyStatus after, Finding finding) {
        statuses.decided(policy.uid(), before, after);
        var again = NextLook.after(finding, clock.instant());
        if (after.equals(before)) {
            return new Outcome(Optional.empty(), again);
        }
        var delay = pace.delay(policy.uid());
        if (delay.isPresent()) {
            return new Outcome(Optional.empty(), delay);
        }
        pace.write(policy.uid());
        Notices.of(before, after).forEach(notice -> events.record(policy, notice));
        return new Outcome(Optional.of(after), again);
    }
}

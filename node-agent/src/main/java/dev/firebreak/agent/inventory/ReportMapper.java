// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.inventory;

import dev.firebreak.agent.owner.Owner;
import dev.firebreak.api.v1alpha1.DeployReport;
import dev.firebreak.api.v1alpha1.DeployReportStatus;
import dev.firebreak.api.v1alpha1.deployreportstatus.Entries;
import dev.firebreak.api.v1alpha1.deployreportstatus.Lookups;
import dev.firebreak.api.v1alpha1.deployreportstatus.Names;
import dev.firebreak.api.v1alpha1.deployreportstatus.Owners;
import dev.firebreak.api.v1alpha1.deployreportstatus.Pod;
import dev.firebreak.lookup.RuleRef;
import dev.firebreak.lookup.Verdict;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** DeployReports as the API server has them, from our words and back. */
public final class ReportMapper {
    /** The label that names the UID of the topmost owner: the operator counts reports by it. */
    public static final String OWNER_LABEL = "firebreak.dev/owner-uid";

    /** Characters of a pod's name in a report's, which has at most 253. */
    private static final int MAX_NAME = 240;

    private static final int UID_SHOWN = 8;

    private ReportMapper() {}

    /** The report's name: the same for every report of one pod, another for its namesakes. */
    static String name(String pod, String podUid) {
        return pod.substring(0, Math.min(MAX_NAME, pod.length())) + "-"
                + podUid.substring(0, Math.min(UID_SHOWN, podUid.length())).toLowerCase(Locale.ROOT);
    }

    static DeployReport object(PodReport report) {
        ObjectMetaBuilder metadata =
                new ObjectMetaBuilder().withNamespace(report.namespace()).withName(name(report.pod(), report.podUid()));
        if (!report.owners().isEmpty() && !report.owners().getLast().uid().isEmpty()) {
            metadata.addToLabels(OWNER_LABEL, report.owners().getLast().uid());
        }
        DeployReport object = new DeployReport();
        object.setMetadata(metadata.build());
        object.setStatus(status(report));
        return object;
    }

    private static DeployReportStatus status(PodReport report) {
        DeployReportStatus status = new DeployReportStatus();
        status.setNodeName(report.node());
        Pod pod = new Pod();
        pod.setName(report.pod());
        pod.setUid(report.podUid());
        status.setPod(pod);
        status.setOwners(
                report.owners().isEmpty()
                        ? null
                        : report.owners().stream().map(ReportMapper::owner).toList());
        status.setStartTime(time(report.start()));
        report.end().ifPresent(end -> status.setEndTime(time(end)));
        report.unfiltered().ifPresent(gap -> status.setUnfilteredMillis(gap.toMillis()));
        Names names = new Names();
        names.setDenied(report.names(Verdict.DENIED));
        names.setAudited(report.names(Verdict.AUDITED));
        names.setAllowed(report.names(Verdict.ALLOWED));
        status.setNames(names);
        status.setLookups(lookups(report.questions()));
        if (!report.omitted().isNothing()) {
            var omitted = new dev.firebreak.api.v1alpha1.deployreportstatus.Omitted();
            omitted.setEntries(report.omitted().entries());
            omitted.setLookups(report.omitted().questions());
            status.setOmitted(omitted);
        }
        status.setEntries(report.entries().stream().map(ReportMapper::entry).toList());
        return status;
    }

    private static Owners owner(Owner owner) {
        Owners bean = new Owners();
        bean.setKind(owner.kind());
        bean.setName(owner.name());
        return bean;
    }

    private static Lookups lookups(Totals totals) {
        Lookups lookups = new Lookups();
        lookups.setDenied(totals.denied());
        lookups.setMalformed(totals.malformed());
        lookups.setAudited(totals.audited());
        lookups.setAllowed(totals.allowed());
        lookups.setLost(totals.lost());
        return lookups;
    }

    private static Entries entry(ReportEntry entry) {
        Entries bean = new Entries();
        bean.setName(entry.name().isEmpty() ? null : ReportText.name(entry.name()));
        bean.setVerdict(Entries.Verdict.valueOf(entry.verdict().word()));
        bean.setTypes(entry.types().stream().map(ReportText::type).toList());
        bean.setCount(entry.count());
        bean.setFirstTime(time(entry.first()));
        bean.setLastTime(time(entry.last()));
        entry.rule().ifPresent(rule -> {
            bean.setPolicy(ReportText.policy(rule.policy()));
            bean.setRule(ReportText.rule(rule.rule()));
            rule.reason().map(ReportText::reason).ifPresent(bean::setReason);
        });
        if (!entry.commands().isEmpty()) {
            bean.setCommands(entry.commands().stream().map(ReportText::command).toList());
        }
        return bean;
    }

    /** A report as the API server has it: the schema has checked it. */
    public static PodReport report(DeployReport object) {
        DeployReportStatus status = object.getStatus();
        Map<Verdict, Long> names = new EnumMap<>(Verdict.class);
        names.put(Verdict.DENIED, status.getNames().getDenied());
        names.put(Verdict.AUDITED, status.getNames().getAudited());
        names.put(Verdict.ALLOWED, status.getNames().getAllowed());
        Lookups lookups = status.getLookups();
        return new PodReport(
                object.getMetadata().getNamespace(),
                status.getPod().getName(),
                status.getPod().getUid(),
                status.getNodeName(),
                orEmpty(status.getOwners()).stream()
                        .map(owner -> new Owner(owner.getKind(), owner.getName(), ""))
                        .toList(),
                status.getStartTime().toInstant(),
                Optional.ofNullable(status.getEndTime()).map(ZonedDateTime::toInstant),
                Optional.ofNullable(status.getUnfilteredMillis()).map(Duration::ofMillis),
                names,
                new Totals(
                        lookups.getDenied(),
                        lookups.getMalformed(),
                        lookups.getAudited(),
                        lookups.getAllowed(),
                        lookups.getLost()),
                Optional.ofNullable(status.getOmitted())
                        .map(omitted -> new Omitted(omitted.getEntries(), omitted.getLookups()))
                        .orElse(Omitted.NOTHING),
                orEmpty(status.getEntries()).stream().map(ReportMapper::entry).toList());
    }

    private static ReportEntry entry(Entries bean) {
        return new ReportEntry(
                Optional.ofNullable(bean.getName()).orElse(""),
                Verdict.valueOf(bean.getVerdict().getValue().toUpperCase(Locale.ROOT)),
                orEmpty(bean.getTypes()),
                bean.getCount(),
                bean.getFirstTime().toInstant(),
                bean.getLastTime().toInstant(),
                Optional.ofNullable(bean.getPolicy())
                        .map(policy -> new RuleRef(
                                policy,
                                Optional.ofNullable(bean.getRule()).orElse(""),
                                Optional.ofNullable(bean.getReason()))),
                orEmpty(bean.getCommands()));
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static ZonedDateTime time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneOffset.UTC);
    }
}

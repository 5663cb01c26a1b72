// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.status;

import dev.firebreak.api.v1alpha1.DeployDnsPolicyStatus;
import dev.firebreak.api.v1alpha1.deploydnspolicystatus.Denials;
import dev.firebreak.api.v1alpha1.deploydnspolicystatus.Nodes;
import dev.firebreak.api.v1alpha1.deploydnspolicystatus.Pods;
import dev.firebreak.api.v1alpha1.deploydnspolicystatus.denials.Top;
import dev.firebreak.api.v1alpha1.deploydnspolicystatus.nodes.Failing;
import dev.firebreak.operator.enforcement.Enforcement.FailingNode;
import dev.firebreak.operator.enforcement.PodCounts;
import dev.firebreak.operator.enforcement.ReportMapper;
import dev.firebreak.operator.enforcement.Tally;
import dev.firebreak.operator.status.PolicyStatus.InForce;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The edge where beans of statuses end. */
public final class StatusMapper {
    private StatusMapper() {}

    /** Fills {@code bean}, which is of either kind of policy. */
    public static <B extends DeployDnsPolicyStatus> B fill(B bean, PolicyStatus status) {
        bean.setObservedGeneration(status.observedGeneration());
        status.inForce().ifPresent(list -> {
            bean.setEnforcedGeneration(list.generation());
            bean.setDigest(list.digest());
            bean.setEntries(list.entries());
        });
        bean.setConditions(status.conditions().stream().map(StatusMapper::bean).toList());
        bean.setNodes(bean(status.nodes()));
        bean.setPods(bean(status.pods()));
        bean.setDenials(bean(status.denials()));
        bean.setAudited(bean(status.audited()));
        return bean;
    }

    /** What a bean says. Conditions of types that are not ours are left out. */
    public static PolicyStatus status(@Nullable DeployDnsPolicyStatus bean) {
        if (bean == null || bean.getObservedGeneration() == null) {
            return PolicyStatus.NONE;
        }
        return new PolicyStatus(
                bean.getObservedGeneration(),
                Optional.ofNullable(bean.getDigest())
                        .map(digest -> new InForce(bean.getEnforcedGeneration(), digest, bean.getEntries())),
                bean.getConditions().stream()
                        .flatMap(condition -> condition(condition).stream())
                        .toList(),
                nodes(bean.getNodes()),
                pods(bean.getPods()),
                ReportMapper.tally(bean.getDenials()),
                ReportMapper.tally(bean.getAudited()));
    }

    private static io.fabric8.kubernetes.api.model.Condition bean(Condition condition) {
        return new ConditionBuilder()
                .withType(condition.type().name())
                .withStatus(condition.status().name())
                .withReason(condition.reason())
                .withMessage(condition.message())
                .withObservedGeneration(condition.observedGeneration())
                .withLastTransitionTime(condition.lastTransitionTime().toString())
                .build();
    }

    private static Optional<Condition> condition(io.fabric8.kubernetes.api.model.Condition bean) {
        for (Condition.Type type : Condition.Type.values()) {
            if (type.name().equals(bean.getType())) {
                return Optional.of(new Condition(
                        type,
                        Condition.State.valueOf(bean.getStatus()),
                        bean.getReason(),
                        bean.getMessage(),
                        bean.getObservedGeneration(),
                        Instant.parse(bean.getLastTransitionTime())));
            }
        }
        return Optional.empty();
    }

    private static Nodes bean(PolicyStatus.Nodes nodes) {
        var bean = new Nodes();
        bean.setDesired(nodes.desired());
        bean.setProgrammed(nodes.programmed());
        bean.setFailed(nodes.failed());
        bean.setSummary(nodes.programmed() + "/" + nodes.desired());
        bean.setFailing(nodes.failing().stream()
                .map(node -> {
                    var failing = new Failing();
                    failing.setName(node.name());
                    failing.setReason(node.reason());
                    failing.setMessage(node.message());
                    return failing;
                })
                .toList());
        return bean;
    }

    private static PolicyStatus.Nodes nodes(@Nullable Nodes bean) {
        if (bean == null) {
            return PolicyStatus.NONE.nodes();
        }
        List<FailingNode> failing = bean.getFailing() == null
                ? List.of()
                : bean.getFailing().stream()
                        .map(node -> new FailingNode(
                                node.getName(),
                                node.getReason(),
                                Optional.ofNullable(node.getMessage()).orElse("")))
                        .toList();
        return new PolicyStatus.Nodes(bean.getDesired(), bean.getProgrammed(), bean.getFailed(), failing);
    }

    private static Pods bean(PodCounts pods) {
        var bean = new Pods();
        bean.setMatching(pods.matching());
        bean.setEnforced(pods.enforced());
        bean.setPending(pods.pending());
        bean.setUnenforceable(pods.unenforceable());
        bean.setSummary(pods.enforced() + "/" + pods.matching());
        return bean;
    }

    private static PodCounts pods(@Nullable Pods bean) {
        return bean == null
                ? PodCounts.NONE
                : new PodCounts(bean.getMatching(), bean.getEnforced(), bean.getPending(), bean.getUnenforceable());
    }

    private static Denials bean(Tally tally) {
        var bean = new Denials();
        bean.setTotal(tally.total());
        tally.lastTime().ifPresent(time -> bean.setLastTime(time.atZone(ZoneOffset.UTC)));
        bean.setTop(tally.top().stream()
                .map(name -> {
                    var top = new Top();
                    top.setName(name.name());
                    top.setCount(name.count());
                    return top;
                })
                .toList());
        return bean;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.status;

import dev.firebreak.api.v1alpha1.DeployDnsPolicyStatus;
import dev.firebreak.api.v1alpha1.deploydnspolicystatus.Denials;
import dev.firebreak.api.v1alpha1.deploydnspolicystatus.Nodes;
import dev.firebreak.api.v1alpha1.deploydnspolicystatus.Pods;
import dev.firebreak.api.v1alpha1.deploydnspolicystatus.denials.Top;
import dev.firebreak.api.v1alpha1.deploydnspolicystatus.nodes.Failing;
import dev.firebreak.operator.report.NameCount;
import dev.firebreak.operator.report.PodCounts;
import dev.firebreak.operator.report.Tally;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.ZoneOffset;
import java.util.List;

/** From a policy's status to its bean, at the edge. {@link StatusReader} is the way back. */
public final class StatusMapper {
    private StatusMapper() {}

    /** Fills in a bean of either kind of policy, in place of all that it held. */
    public static <S extends DeployDnsPolicyStatus> S fill(S bean, PolicyStatus status) {
        bean.setObservedGeneration(status.observedGeneration());
        ListInForce inForce = status.inForce();
        bean.setEnforcedGeneration(inForce == null ? null : inForce.generation());
        bean.setDigest(inForce == null ? null : inForce.digest().hex());
        bean.setEntries(inForce == null ? null : inForce.entries());
        bean.setConditions(
                status.conditions().stream().map(StatusMapper::condition).toList());
        bean.setNodes(nodes(status.nodes()));
        bean.setPods(pods(status.pods()));
        bean.setDenials(tally(status.denials()));
        bean.setAudited(tally(status.audited()));
        return bean;
    }

    private static io.fabric8.kubernetes.api.model.Condition condition(Condition condition) {
        return new ConditionBuilder()
                .withType(condition.type().toString())
                .withStatus(condition.status().toString())
                .withReason(condition.reason())
                .withMessage(condition.message())
                .withObservedGeneration(condition.observedGeneration())
                .withLastTransitionTime(condition.lastTransitionTime().toString())
                .build();
    }

    private static Nodes nodes(NodeCounts nodes) {
        Nodes bean = new Nodes();
        bean.setDesired(nodes.desired());
        bean.setProgrammed(nodes.programmed());
        bean.setFailed(nodes.failed());
        bean.setSummary(nodes.programmed() + "/" + nodes.desired());
        bean.setFailing(nodes.failing().isEmpty() ? null : failing(nodes.failing()));
        return bean;
    }

    private static List<Failing> failing(List<NodeCounts.FailingNode> nodes) {
        return nodes.stream()
                .map(node -> {
                    Failing bean = new Failing();
                    bean.setName(node.name());
                    bean.setReason(node.reason());
                    bean.setMessage(node.message());
                    return bean;
                })
                .toList();
    }

    private static Pods pods(PodCounts pods) {
        Pods bean = new Pods();
        bean.setMatching(pods.matching());
        bean.setEnforced(pods.enforced());
        bean.setPending(pods.pending());
        bean.setUnenforceable(pods.unenforceable());
        bean.setSummary(pods.enforced() + "/" + pods.matching());
        return bean;
    }

    private static Denials tally(Tally tally) {
        Denials bean = new Denials();
        bean.setTotal(tally.total());
        bean.setLastTime(tally.last().map(time -> time.atZone(ZoneOffset.UTC)).orElse(null));
        bean.setTop(
                tally.top().isEmpty()
                        ? null
                        : tally.top().stream().map(StatusMapper::name).toList());
        return bean;
    }

    private static Top name(NameCount name) {
        Top bean = new Top();
        bean.setName(name.name());
        bean.setCount(name.count());
        return bean;
    }
}

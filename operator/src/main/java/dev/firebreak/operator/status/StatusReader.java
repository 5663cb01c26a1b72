// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.status;

import dev.firebreak.api.v1alpha1.DeployDnsPolicyStatus;
import dev.firebreak.api.v1alpha1.deploydnspolicystatus.Nodes;
import dev.firebreak.api.v1alpha1.deploydnspolicystatus.Pods;
import dev.firebreak.operator.report.PodCounts;
import dev.firebreak.operator.report.ReportMapper;
import dev.firebreak.policy.compiled.Digest;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * From the bean of a policy's status, at the edge. Anybody with the right may have written there: what cannot be read
 * counts as absent, differs from what is decided, and is thus written anew.
 */
public final class StatusReader {
    private StatusReader() {}

    /** The status that a policy has; {@link PolicyStatus#NONE} if it has none. */
    public static PolicyStatus read(@Nullable DeployDnsPolicyStatus bean) {
        if (bean == null) {
            return PolicyStatus.NONE;
        }
        return new PolicyStatus(
                bean.getObservedGeneration() == null ? 0 : bean.getObservedGeneration(),
                inForce(bean),
                conditions(bean),
                nodes(bean.getNodes()),
                pods(bean.getPods()),
                ReportMapper.tally(bean.getDenials()),
                ReportMapper.tally(bean.getAudited()));
    }

    private static @Nullable ListInForce inForce(DeployDnsPolicyStatus bean) {
        if (bean.getEnforcedGeneration() == null || bean.getDigest() == null || bean.getEntries() == null) {
            return null;
        }
        return new ListInForce(bean.getEnforcedGeneration(), Digest.ofHex(bean.getDigest()), bean.getEntries());
    }

    private static List<Condition> conditions(DeployDnsPolicyStatus bean) {
        return bean.getConditions() == null
                ? List.of()
                : bean.getConditions().stream()
                        .flatMap(condition -> condition(condition).stream())
                        .toList();
    }

    private static Optional<Condition> condition(io.fabric8.kubernetes.api.model.Condition bean) {
        try {
            return Optional.of(new Condition(
                    named(ConditionType.values(), bean.getType()),
                    named(Truth.values(), bean.getStatus()),
                    bean.getReason(),
                    bean.getMessage(),
                    bean.getObservedGeneration() == null ? 0 : bean.getObservedGeneration(),
                    OffsetDateTime.parse(bean.getLastTransitionTime()).toInstant()));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty(); // not of ours: to be written anew
        }
    }

    private static <T> T named(T[] values, String word) {
        return Stream.of(values)
                .filter(value -> value.toString().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(word));
    }

    private static NodeCounts nodes(@Nullable Nodes bean) {
        if (bean == null) {
            return NodeCounts.NONE;
        }
        List<NodeCounts.FailingNode> failing = bean.getFailing() == null
                ? List.of()
                : bean.getFailing().stream()
                        .map(node -> new NodeCounts.FailingNode(
                                node.getName(), node.getReason(), node.getMessage() == null ? "" : node.getMessage()))
                        .toList();
        return new NodeCounts(
                number(bean.getDesired()), number(bean.getProgrammed()), number(bean.getFailed()), failing);
    }

    private static PodCounts pods(@Nullable Pods bean) {
        return bean == null
                ? PodCounts.NONE
                : new PodCounts(
                        number(bean.getMatching()),
                        number(bean.getEnforced()),
                        number(bean.getPending()),
                        number(bean.getUnenforceable()));
    }

    private static int number(@Nullable Integer number) {
        return number == null ? 0 : number;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.node;

import dev.firebreak.agent.enforcement.PolicyCounts.Count;
import dev.firebreak.agent.enforcement.PolicyCounts.Name;
import dev.firebreak.agent.enforcement.PolicyPicture;
import dev.firebreak.api.v1alpha1.NodeEnforcement;
import dev.firebreak.api.v1alpha1.NodeEnforcementStatus;
import dev.firebreak.api.v1alpha1.deploydnspolicystatus.Denials;
import dev.firebreak.api.v1alpha1.deploydnspolicystatus.denials.Top;
import dev.firebreak.api.v1alpha1.nodeenforcementstatus.Agent;
import dev.firebreak.api.v1alpha1.nodeenforcementstatus.ListMemory;
import dev.firebreak.api.v1alpha1.nodeenforcementstatus.Policies;
import dev.firebreak.api.v1alpha1.nodeenforcementstatus.policies.Pods;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The edge between what a node says and the bean of its report, which never grows beyond what the schema lets in. */
final class ReportMapper {
    private static final int MOST_POLICIES = 200;
    private static final int MOST_MESSAGE = 256;
    private static final int MOST_NAME = 253;

    private ReportMapper() {}

    /** The report. */
    static NodeEnforcement bean(String node, NodeState state, Instant now) {
        var status = new NodeEnforcementStatus();
        status.setHeartbeatTime(utc(now));
        status.setAgent(agent(state.about()));
        var memory = new ListMemory();
        memory.setUsedBytes(state.usedBytes());
        memory.setLimitBytes(state.limitBytes());
        status.setListMemory(memory);
        List<Policies> policies = new ArrayList<>();
        state.policies().stream().limit(MOST_POLICIES).forEach(entry -> policies.add(policy(entry)));
        ReportSize.cut(policies);
        status.setPolicies(policies);
        var bean = new NodeEnforcement();
        bean.setMetadata(new ObjectMetaBuilder().withName(node).build());
        bean.setStatus(status);
        return bean;
    }

    private static Agent agent(NodeState.About about) {
        var agent = new Agent();
        agent.setVersion(about.version());
        agent.setAbi(about.abi());
        agent.setKernel(about.kernel());
        about.runtime().ifPresent(runtime -> agent.setRuntime(text(runtime, 128)));
        agent.setRequiredPlugin(about.requiredPlugin()
                .map(required -> required ? Agent.RequiredPlugin.active : Agent.RequiredPlugin.inactive)
                .orElse(Agent.RequiredPlugin.unknown));
        return agent;
    }

    private static Policies policy(NodeState.Entry entry) {
        PolicyPicture policy = entry.policy();
        var bean = new Policies();
        bean.setUid(policy.uid());
        policy.digest().ifPresent(digest -> bean.setDigest(digest.hex()));
        if (policy.generation() > 0) {
            bean.setGeneration(policy.generation());
        }
        bean.setState(
                switch (policy.state()) {
                    case PROGRAMMED -> Policies.State.Programmed;
                    case PENDING -> Policies.State.Pending;
                    case FAILED -> Policies.State.Failed;
                });
        if (!policy.reason().isEmpty()) {
            bean.setReason(policy.reason());
            bean.setMessage(text(policy.message(), MOST_MESSAGE));
        }
        var pods = new Pods();
        pods.setMatching(policy.matching());
        pods.setEnforced(policy.enforced());
        pods.setPending(policy.pending());
        pods.setUnenforceable(policy.unenforceable());
        bean.setPods(pods);
        bean.setDenials(tally(entry.denied()));
        bean.setAudited(tally(entry.audited()));
        return bean;
    }

    private static @Nullable Denials tally(Count count) {
        if (count.total() == 0) {
            return null;
        }
        var denials = new Denials();
        denials.setTotal(count.total());
        count.lastTime().ifPresent(time -> denials.setLastTime(utc(time)));
        denials.setTop(count.top().stream()
                .map(name -> {
                    var top = new Top();
                    top.setName(name.name()
                            .substring(0, Math.min(MOST_NAME, name.name().length())));
                    top.setCount(name.count());
                    return top;
                })
                .toList());
        return denials;
    }

    /** What a report said of lookups under a policy, to go on from. */
    static Count count(@Nullable Denials denials) {
        if (denials == null || denials.getTotal() == null) {
            return Count.NONE;
        }
        List<Name> top = Optional.ofNullable(denials.getTop()).orElse(List.of()).stream()
                .map(name -> new Name(name.getName(), name.getCount()))
                .toList();
        return new Count(
                denials.getTotal(), Optional.ofNullable(denials.getLastTime()).map(ZonedDateTime::toInstant), top);
    }

    private static ZonedDateTime utc(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneOffset.UTC);
    }

    /** Plain characters, as the schema wants them, and no more than it lets in. */
    private static String text(String text, int most) {
        String plain = text.replaceAll("[^ -~]", "?");
        return plain.substring(0, Math.min(most, plain.length()));
    }
}

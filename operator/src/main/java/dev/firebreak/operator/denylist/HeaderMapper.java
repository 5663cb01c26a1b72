// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.denylist;

import dev.firebreak.api.v1alpha1.CompiledDenylist;
import dev.firebreak.api.v1alpha1.CompiledDenylistSpec;
import dev.firebreak.api.v1alpha1.compileddenylistspec.PolicyRef;
import dev.firebreak.policy.LabelSelector;
import dev.firebreak.policy.LabelSelector.Operator;
import dev.firebreak.policy.LabelSelector.Requirement;
import dev.firebreak.policy.Mode;
import dev.firebreak.policy.OnListMissing;
import dev.firebreak.policy.PolicyId;
import dev.firebreak.policy.PolicyKind;
import dev.firebreak.policy.compiled.Digest;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirementBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The edge where beans of headers end. */
final class HeaderMapper {
    private HeaderMapper() {}

    static CompiledDenylist bean(Header header) {
        var ref = new PolicyRef();
        ref.setKind(PolicyRef.Kind.valueOf(header.policy().kind().name()));
        if (!header.policy().namespace().isEmpty()) {
            ref.setNamespace(header.policy().namespace());
        }
        ref.setName(header.policy().name());
        ref.setUid(header.uid());
        ref.setGeneration(header.generation());
        var spec = new CompiledDenylistSpec();
        spec.setPolicyRef(ref);
        spec.setPolicyCreatedAt(utc(header.policyCreatedAt()));
        spec.setMode(CompiledDenylistSpec.Mode.valueOf(header.mode().name()));
        spec.setOnListMissing(CompiledDenylistSpec.OnListMissing.valueOf(
                header.onListMissing().name()));
        header.expiresAt().ifPresent(end -> spec.setExpiresAt(utc(end)));
        selector(header.podSelector()).ifPresent(spec::setPodSelector);
        selector(header.namespaceSelector()).ifPresent(spec::setNamespaceSelector);
        spec.setDigest(header.list().digest().hex());
        spec.setEntries(header.entries());
        spec.setPayloadBytes(header.list().payloadBytes());
        spec.setChunks(header.list().chunks());
        var bean = new CompiledDenylist();
        bean.setMetadata(new ObjectMetaBuilder().withName(header.uid()).build());
        bean.setSpec(spec);
        return bean;
    }

    static Header header(CompiledDenylist bean) {
        CompiledDenylistSpec spec = bean.getSpec();
        PolicyRef ref = spec.getPolicyRef();
        return new Header(
                new PolicyId(
                        PolicyKind.valueOf(ref.getKind().name()),
                        ref.getNamespace() == null ? "" : ref.getNamespace(),
                        ref.getName()),
                ref.getUid(),
                ref.getGeneration(),
                spec.getPolicyCreatedAt().toInstant(),
                Mode.valueOf(spec.getMode().name()),
                OnListMissing.valueOf(spec.getOnListMissing().name()),
                Optional.ofNullable(spec.getExpiresAt()).map(ZonedDateTime::toInstant),
                selector(spec.getPodSelector()),
                selector(spec.getNamespaceSelector()),
                spec.getEntries(),
                new StoredList(Digest.ofHex(spec.getDigest()), spec.getPayloadBytes(), spec.getChunks()));
    }

    private static ZonedDateTime utc(Instant time) {
        return time.atZone(ZoneOffset.UTC);
    }

    /** Empty for a selector that matches everything: absent says the same. */
    private static Optional<io.fabric8.kubernetes.api.model.LabelSelector> selector(LabelSelector selector) {
        if (selector.equals(LabelSelector.EVERYTHING)) {
            return Optional.empty();
        }
        return Optional.of(new LabelSelectorBuilder()
                .withMatchLabels(selector.matchLabels())
                .withMatchExpressions(selector.matchExpressions().stream()
                        .map(requirement -> new LabelSelectorRequirementBuilder()
                                .withKey(requirement.key())
                                .withOperator(requirement.operator().name())
                                .withValues(requirement.values())
                                .build())
                        .toList())
                .build());
    }

    private static LabelSelector selector(io.fabric8.kubernetes.api.model.@Nullable LabelSelector selector) {
        if (selector == null) {
            return LabelSelector.EVERYTHING;
        }
        return new LabelSelector(
                selector.getMatchLabels() == null ? Map.of() : selector.getMatchLabels(),
                selector.getMatchExpressions() == null
                        ? List.of()
                        : selector.getMatchExpressions().stream()
                                .map(requirement -> new Requirement(
                                        requirement.getKey(),
                                        Operator.valueOf(requirement.getOperator()),
                                        requirement.getValues() == null ? List.of() : requirement.getValues()))
                                .toList());
    }
}

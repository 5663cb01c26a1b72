// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.header;

import dev.firebreak.agent.header.PolicyHeader.ListRef;
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
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The edge where beans of headers end. */
final class HeaderMapper {
    private HeaderMapper() {}

    /**
     * Reads one.
     *
     * @throws RuntimeException where it is not as the schema has it: the API server lets none such in
     */
    static PolicyHeader header(CompiledDenylistSpec spec) {
        PolicyRef ref = spec.getPolicyRef();
        return new PolicyHeader(
                new PolicyId(
                        PolicyKind.valueOf(ref.getKind().name()),
                        Optional.ofNullable(ref.getNamespace()).orElse(""),
                        ref.getName()),
                ref.getUid(),
                ref.getGeneration(),
                spec.getPolicyCreatedAt().toInstant(),
                Mode.valueOf(spec.getMode().name()),
                OnListMissing.valueOf(spec.getOnListMissing().name()),
                Optional.ofNullable(spec.getExpiresAt()).map(ZonedDateTime::toInstant),
                selector(spec.getPodSelector()),
                selector(spec.getNamespaceSelector()),
                new ListRef(
                        Digest.ofHex(spec.getDigest()), spec.getEntries(), spec.getPayloadBytes(), spec.getChunks()));
    }

    private static LabelSelector selector(io.fabric8.kubernetes.api.model.@Nullable LabelSelector selector) {
        if (selector == null) {
            return LabelSelector.EVERYTHING;
        }
        return new LabelSelector(
                Optional.ofNullable(selector.getMatchLabels()).orElse(Map.of()),
                Optional.ofNullable(selector.getMatchExpressions()).orElse(List.of()).stream()
                        .map(requirement -> new Requirement(
                                requirement.getKey(),
                                Operator.valueOf(requirement.getOperator()),
                                Optional.ofNullable(requirement.getValues()).orElse(List.of())))
                        .toList());
    }
}

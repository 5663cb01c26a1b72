// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.policy;

import dev.firebreak.api.v1alpha1.ClusterDeployDnsPolicy;
import dev.firebreak.api.v1alpha1.DeployDnsPolicy;
import dev.firebreak.policy.PolicyId;
import dev.firebreak.policy.PolicyKind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The edge where beans of policies end. Their {@code spec} becomes text again, for the one parser that the offline tool
 * has too: so both say the same words.
 */
public final class PolicyMapper {
    private final KubernetesSerialization serialization;

    public PolicyMapper(KubernetesSerialization serialization) {
        this.serialization = serialization;
    }

    public PolicyResource resource(DeployDnsPolicy bean) {
        return resource(bean, bean.getSpec());
    }

    public PolicyResource resource(ClusterDeployDnsPolicy bean) {
        return resource(bean, bean.getSpec());
    }

    private PolicyResource resource(HasMetadata bean, KubernetesResource spec) {
        ObjectMeta metadata = bean.getMetadata();
        Map<String, Object> name = new LinkedHashMap<>();
        name.put("name", metadata.getName());
        if (metadata.getNamespace() != null) {
            name.put("namespace", metadata.getNamespace());
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("apiVersion", bean.getApiVersion());
        document.put("kind", bean.getKind());
        document.put("metadata", name);
        document.put("spec", spec);
        return new PolicyResource(
                id(bean),
                metadata.getUid(),
                metadata.getGeneration(),
                Instant.parse(metadata.getCreationTimestamp()),
                serialization.asJson(document));
    }

    /** Which policy a bean is of. */
    public static PolicyId id(HasMetadata bean) {
        String namespace = bean.getMetadata().getNamespace();
        return new PolicyId(
                PolicyKind.valueOf(bean.getKind()),
                namespace == null ? "" : namespace,
                bean.getMetadata().getName());
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.yaml;

import dev.firebreak.policy.PolicyId;
import dev.firebreak.policy.PolicyKind;
import java.util.Optional;

/** Reads {@code metadata}: name and namespace; the rest is Kubernetes' own and left alone. */
final class Metadata {
    private static final String[] KUBERNETES_OWN = {
        "annotations",
        "creationTimestamp",
        "deletionGracePeriodSeconds",
        "deletionTimestamp",
        "finalizers",
        "generation",
        "labels",
        "managedFields",
        "ownerReferences",
        "resourceVersion",
        "selfLink",
        "uid"
    };

    private Metadata() {}

    static Optional<PolicyId> read(Cursor metadata, PolicyKind kind) {
        Optional<Fields> fields = metadata.fields();
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> name = fields.get()
                .required("name", "how the policy is called")
                .flatMap(cursor -> Texts.checked(cursor, KubernetesSyntax::objectName));
        Optional<Cursor> namespace = fields.get().optional("namespace");
        if (kind == PolicyKind.ClusterDeployDnsPolicy) {
            namespace.ifPresent(cursor -> cursor.error("a " + kind + " belongs to no namespace: remove the field"));
        }
        String namespaceName = namespace
                .flatMap(cursor -> Texts.checked(cursor, KubernetesSyntax::namespace))
                .orElse("");
        fields.get().ignore(KUBERNETES_OWN);
        fields.get().finish();
        return name.map(text -> new PolicyId(kind, namespaceName, text));
    }
}

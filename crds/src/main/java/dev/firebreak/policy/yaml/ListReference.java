// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.yaml;

import dev.firebreak.policy.ConfigMapKey;
import dev.firebreak.policy.NamesFrom;
import dev.firebreak.policy.PolicyKind;
import dev.firebreak.policy.PolicyLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code namesFrom}: references to keys of ConfigMaps; in a cluster policy these say their namespace. */
final class ListReference {
    private final PolicyKind kind;

    ListReference(PolicyKind kind) {
        this.kind = kind;
    }

    List<NamesFrom> readAll(Cursor namesFrom) {
        var references = new ArrayList<NamesFrom>();
        List<Cursor> items = namesFrom.items();
        if (items.isEmpty() && namesFrom.node() instanceof YamlNode.Sequence) {
            namesFrom.error("the list is empty: give it a configMap, or remove it");
        }
        if (items.size() > PolicyLimits.MAX_NAMES_FROM) {
            namesFrom.error(
                    items.size() + " references, at most " + PolicyLimits.MAX_NAMES_FROM + " are allowed in a rule");
        }
        for (Cursor item : items) {
            item.fields()
                    .flatMap(fields -> {
                        Optional<Cursor> configMap = fields.required("configMap", "{name: …, key: …}");
                        fields.finish();
                        return configMap.flatMap(this::configMap);
                    })
                    .ifPresent(key -> references.add(new NamesFrom(key, item.position())));
        }
        return references;
    }

    private Optional<ConfigMapKey> configMap(Cursor configMap) {
        return configMap.fields().flatMap(fields -> {
            Optional<String> namespace = kind == PolicyKind.ClusterDeployDnsPolicy
                    ? fields.required("namespace", "a cluster policy says which namespace the ConfigMap is in")
                            .flatMap(cursor -> Texts.checked(cursor, KubernetesSyntax::namespace))
                    : Optional.of("");
            Optional<String> name = fields.required("name", "the ConfigMap's name")
                    .flatMap(cursor -> Texts.checked(cursor, KubernetesSyntax::objectName));
            Optional<String> key = fields.required("key", "the key in the ConfigMap that holds the list")
                    .flatMap(cursor -> Texts.checked(cursor, KubernetesSyntax::configMapKey));
            fields.finish();
            return namespace.flatMap(ns -> name.flatMap(n -> key.map(k -> new ConfigMapKey(ns, n, k))));
        });
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.telling;

import dev.firebreak.agent.owner.Owner;
import dev.firebreak.agent.pod.Sandbox;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** What a log line says of the pod. Schema: {@code docs/schema/pod-log.schema.json}. */
final class LineMembers {
    private LineMembers() {}

    static Map<String, ?> of(
            String node, Sandbox pod, Optional<String> containerId, Optional<String> container, List<Owner> owners) {
        SequencedMap<String, Object> members = new LinkedHashMap<>();
        members.put("node", node);
        members.put("namespace", pod.namespace());
        members.put("pod", pod.name());
        members.put("podUid", pod.uid().text());
        members.put("container", container);
        members.put("containerId", containerId);
        members.put(
                "owner", owners.isEmpty() ? Optional.empty() : owners.getLast().toString());
        return members;
    }
}

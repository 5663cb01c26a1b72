// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.pod;

import dev.firebreak.cluster.Containerd;
import dev.firebreak.cluster.Node;
import dev.firebreak.cluster.WithNode;
import dev.firebreak.nri.KubePods;
import io.fabric8.kubernetes.client.KubernetesClient;

/** A node with containerd 1.7. */
@WithNode(containerd = Containerd.V1_7)
class NodeWithContainerd17IT extends NodeContract {
    NodeWithContainerd17IT(Node node, KubernetesClient client) {
        super(node, new KubePods(client));
    }

    @Override
    RequiredPlugin required() {
        return RequiredPlugin.UNKNOWN;
    }
}

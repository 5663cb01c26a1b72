// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;

@WithNode(containerd = Containerd.V1_7)
class OlderNodeIT extends NodeStory {

    OlderNodeIT(Node node, KubernetesClient admin) {
        super(node, admin);
    }

    @Override
    String version() {
        return "1.7.";
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;

@WithNode(containerd = Containerd.V2_4)
class NewerNodeIT extends NodeStory {

    NewerNodeIT(Node node, KubernetesClient admin) {
        super(node, admin);
    }

    @Override
    String version() {
        return "2.4.";
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.nri;

import dev.firebreak.cluster.Containerd;
import dev.firebreak.cluster.Node;
import dev.firebreak.cluster.WithNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;

/** What containerd 2.4 does to a plugin. */
@WithNode(containerd = Containerd.V2_4)
class Containerd24IT extends RuntimeContract {
    private final Node node;
    private final Pods pods;

    Containerd24IT(Node node, KubernetesClient client) {
        this.node = node;
        this.pods = new KubePods(client);
    }

    @Override
    Path socket() {
        return node.root().resolve("run/nri/nri.sock");
    }

    @Override
    Pods pods() {
        return pods;
    }
}

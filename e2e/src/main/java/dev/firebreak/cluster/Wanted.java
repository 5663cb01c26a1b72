// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cluster;

import java.util.List;
import java.util.Optional;

/**
 * The cluster that a test class asks for by its annotation.
 *
 * @param containerd the generation of its node's containerd; without it there is no node
 * @param own whether no other class may share it
 */
record Wanted(Optional<Containerd> containerd, boolean own) {

    /** What the class or one around it says; a shared control plane if none says anything. */
    static Wanted by(Class<?> test) {
        for (Class<?> each = test; each != null; each = each.getEnclosingClass()) {
            WithNode node = each.getAnnotation(WithNode.class);
            if (node != null) {
                return new Wanted(Optional.of(node.containerd()), node.own());
            }
            WithControlPlane plane = each.getAnnotation(WithControlPlane.class);
            if (plane != null) {
                return new Wanted(Optional.empty(), plane.own());
            }
        }
        return new Wanted(Optional.empty(), false);
    }

    boolean hasNode() {
        return containerd.isPresent();
    }

    /** The arguments of {@code script/cluster run} that make it. */
    List<String> kind() {
        return containerd
                .map(each -> List.of("--containerd", each.version()))
                .orElseGet(() -> List.of("--control-plane-only"));
    }

    /** Why this machine cannot have it now; empty when it can. */
    String missing() {
        if (hasNode() && !"root".equals(System.getProperty("user.name"))) {
            return "a node needs root";
        }
        String programs = ClusterScript.missingPrograms(containerd
                .map(each -> List.of("control-plane", "node-" + each.version()))
                .orElseGet(() -> List.of("control-plane", "helm")));
        return programs.isEmpty() ? "" : "not built: " + programs + "; build them once: script/cluster build";
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Everything that can be set; what is empty is found by the agent itself.
 *
 * @param nodeName of the node that this agent reports for; found: $NODE_NAME, the machine's host name
 * @param kubeconfig file; found: $KUBECONFIG, the pod's service account
 * @param runtimeSocket of the container runtime (CRI); found: containerd's and CRI-O's usual places
 * @param nriSocket found: /var/run/nri/nri.sock
 * @param nri whether to register with NRI; without it pods are found by listing, and attached late
 * @param cgroupRoot of the unified hierarchy; found: /proc/self/mounts
 * @param bpffs found: /proc/self/mounts
 * @param dnsPorts that questions are looked for on
 * @param cache folder of headers and lists
 * @param maxListMemory bytes of kernel memory for lists
 * @param ownNamespace that is exempt, beside kube-system
 * @param metricsAddress host:port of the metrics, or "off"
 * @param logLevel debug, info, warning or error
 */
public record Settings(
        Optional<String> nodeName,
        Optional<Path> kubeconfig,
        Optional<Path> runtimeSocket,
        Optional<Path> nriSocket,
        boolean nri,
        Optional<Path> cgroupRoot,
        Optional<Path> bpffs,
        List<Integer> dnsPorts,
        Path cache,
        long maxListMemory,
        String ownNamespace,
        String metricsAddress,
        String logLevel) {
    /** What holds where nothing is set. */
    public static final Settings DEFAULT = new Settings(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            true,
            Optional.empty(),
            Optional.empty(),
            List.of(53),
            Path.of("/var/lib/firebreak"),
            256L << 20,
            "firebreak-system",
            "127.0.0.1:9463",
            "info");

    public Settings {
        dnsPorts = List.copyOf(dnsPorts);
    }
}

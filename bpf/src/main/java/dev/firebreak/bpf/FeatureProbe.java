// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf;

import dev.firebreak.bpf.Feature.Need;
import dev.firebreak.bpf.jni.Abi;
import dev.firebreak.bpf.jni.Errno;
import dev.firebreak.bpf.jni.Native;
import java.util.List;
import java.util.Optional;

/** Asks the kernel for each feature in turn. */
final class FeatureProbe {
    private static final String KERNEL = "needs a newer kernel, or one built with it: ";

    private FeatureProbe() {}

    static List<Feature> all() {
        return List.of(
                HostProbe.cgroup2(),
                HostProbe.bpffs(),
                ask(
                        "bpf",
                        Need.REQUIRED,
                        Abi.FB_FEATURE_BPF,
                        "to load anything",
                        "nothing can be filtered: run as root, or with CAP_BPF, CAP_NET_ADMIN and CAP_PERFMON (and"
                                + " CAP_SYS_ADMIN below 5.8)"),
                ask(
                        "btf",
                        Need.REQUIRED,
                        Abi.FB_FEATURE_BTF,
                        "to find the kernel's fields",
                        KERNEL + "CONFIG_DEBUG_INFO_BTF, /sys/kernel/btf/vmlinux"),
                ask(
                        "cgroup_skb",
                        Need.REQUIRED,
                        Abi.FB_FEATURE_CGROUP_SKB,
                        "to judge what leaves a cgroup (lock 1) and what comes back (lock 2)",
                        KERNEL + "CONFIG_CGROUP_BPF, 5.10"),
                ask(
                        "bpf links",
                        Need.REQUIRED,
                        Abi.FB_FEATURE_LINK,
                        "to keep the filter attached when this process is gone",
                        KERNEL + "5.7"),
                ask("ring buffer", Need.REQUIRED, Abi.FB_FEATURE_RING_BUFFER, "to tell lookups", KERNEL + "5.8"),
                ask(
                        "socket storage",
                        Need.REQUIRED,
                        Abi.FB_FEATURE_SK_STORAGE,
                        "to judge DNS over TCP and questions that NAT hides",
                        KERNEL + "5.9"),
                ask(
                        "clone into cgroup",
                        Need.REQUIRED,
                        Abi.FB_FEATURE_CLONE_INTO_CGROUP,
                        "to start a command with no moment outside its cgroup",
                        KERNEL + "5.7"),
                ask(
                        "attribution",
                        Need.OPTIONAL,
                        Abi.FB_FEATURE_ATTRIBUTION,
                        "to read which process asked",
                        "lookups are judged all the same and reported as from an unknown process; lockdown in mode"
                                + " confidentiality, or a missing CAP_PERFMON, removes the helpers"),
                ask(
                        "tcx",
                        Need.OPTIONAL,
                        Abi.FB_FEATURE_TCX,
                        "to stand before every other program on a device (6.6)",
                        "the answerer is a clsact filter of the lowest preference instead; a foreign tcx program stands"
                                + " before it"),
                ask(
                        "clsact",
                        Need.OPTIONAL,
                        Abi.FB_FEATURE_CLSACT,
                        "to answer denied questions where tcx is missing",
                        "without tcx, too, denied lookups get EPERM instead of NXDOMAIN: CONFIG_NET_CLS_ACT,"
                                + " CONFIG_NET_SCH_INGRESS"),
                ask(
                        "connect_unix",
                        Need.OPTIONAL,
                        Abi.FB_FEATURE_UNIX_CONNECT,
                        "to refuse the command the sockets by which libc asks a host daemon instead of DNS (6.7)",
                        "such a socket, where it exists, is hidden in a mount namespace of the command's own: its mounts"
                                + " then do not reach the host"));
    }

    private static Feature ask(String name, Need need, int feature, String purpose, String otherwise) {
        int result = Native.feature0(feature);
        if (result < 0) {
            BpfException cause = Errno.exception(-result, "probe " + name);
            return new Feature(
                    name, need, false, String.valueOf(cause.getMessage()), purpose, otherwise, Optional.of(cause));
        }
        String detail = result == 1 ? "there" : "this kernel does not have it";
        return new Feature(name, need, result == 1, detail, purpose, otherwise, Optional.empty());
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.list;

import dev.firebreak.agent.list.ListFailure.Reason;
import dev.firebreak.bpf.BpfException;
import dev.firebreak.bpf.list.ListDigest;
import dev.firebreak.bpf.list.Lists;
import dev.firebreak.bpf.list.LoadedList;
import dev.firebreak.bpf.list.NameEntries;
import dev.firebreak.policy.compiled.CompiledPolicy;
import dev.firebreak.policy.compiled.Digest;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The lists in the kernel and the memory that they take, which never exceeds the node's budget: it is reserved before a list
 * is loaded. One caller at a time, but for {@link #usedBytes}.
 */
final class KernelLists {
    private final Lists kernel;
    private final long limitBytes;
    private final Map<Digest, Long> bytes = new LinkedHashMap<>();
    private volatile long used;

    KernelLists(Lists kernel, long limitBytes) {
        this.kernel = kernel;
        this.limitBytes = limitBytes;
    }

    /** Kernel memory of all lists. */
    long usedBytes() {
        return used;
    }

    long limitBytes() {
        return limitBytes;
    }

    /** Whether the kernel has the list, which an agent before us may have loaded. */
    boolean has(Digest digest) {
        return kernel.has(key(digest));
    }

    /** Loads a list, or takes over the one that is there. */
    void load(CompiledPolicy policy) throws ListFailure {
        if (bytes.containsKey(policy.digest())) {
            return;
        }
        long reserved = LoadedList.bytes(policy.entries());
        if (has(policy.digest())) {
            account(policy.digest(), reserved);
            return;
        }
        reserve(policy, reserved);
        try {
            LoadedList loaded = kernel.load(key(policy.digest()), entries(policy));
            if (used + loaded.bytes() > limitBytes) {
                kernel.remove(key(policy.digest()));
                reserve(policy, loaded.bytes());
            }
            account(policy.digest(), loaded.bytes());
        } catch (BpfException e) {
            throw new ListFailure(
                    Reason.LoadFailed,
                    "a list of " + policy.entries() + " names: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("refused"),
                    e);
        }
    }

    private void reserve(CompiledPolicy policy, long wanted) throws ListFailure {
        if (used + wanted > limitBytes) {
            throw new ListFailure(
                    Reason.NodeBudget,
                    "a list of " + policy.entries() + " names needs " + wanted + " bytes, " + used
                            + " of maxListMemory " + limitBytes + " are in use");
        }
    }

    /** Removes a list that no scope names. */
    void remove(Digest digest) {
        kernel.remove(key(digest));
        bytes.remove(digest);
        used = bytes.values().stream().mapToLong(Long::longValue).sum();
    }

    private void account(Digest digest, long size) {
        bytes.put(digest, size);
        used = bytes.values().stream().mapToLong(Long::longValue).sum();
    }

    private static ListDigest key(Digest digest) {
        return ListDigest.of(digest.bytes());
    }

    private static NameEntries entries(CompiledPolicy policy) {
        return new NameEntries() {
            @Override
            public int count() {
                return policy.entries();
            }

            @Override
            public void forEach(Sink sink) {
                policy.forEachEntry(sink::add);
            }
        };
    }
}

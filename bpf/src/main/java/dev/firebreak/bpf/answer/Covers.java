// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.answer;

import dev.firebreak.bpf.jni.Abi;
import dev.firebreak.bpf.jni.Bytes;
import dev.firebreak.bpf.jni.KernelMap;

/** The devices that lock 1 may leave denied questions to (maps fb_covers, fb_covered). */
public final class Covers {
    private final KernelMap covers;
    private final KernelMap covered;

    /** Takes fb_covers and fb_covered. */
    public Covers(KernelMap covers, KernelMap covered) {
        this.covers = covers;
        this.covered = covered;
    }

    /** Says that an answerer is at work on this device, whose probe packet was seen; for a host's device. */
    public void add(Device device) {
        add(device, 0);
    }

    /** The same for a pod's device, whose answerer judges by this scope. */
    public void add(Device device, long scope) {
        covered.put(Bytes.of(device.index() & (Abi.FB_COVERED - 1)), Bytes.of(1), 0);
        CoverBytes.put(covers, device, scope);
    }

    /** From now on this device's denied questions are refused (EPERM). */
    public boolean remove(Device device) {
        return CoverBytes.remove(covers, device);
    }
}

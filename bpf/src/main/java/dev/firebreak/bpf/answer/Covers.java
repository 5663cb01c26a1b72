// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.answer;

import dev.firebreak.bpf.jni.KernelMap;

/** The devices that lock 1 may leave denied questions to (map fb_covers). */
public final class Covers {
    private final KernelMap covers;

    public Covers(KernelMap covers) {
        this.covers = covers;
    }

    /** Says that an answerer is at work on this device, whose probe packet was seen; for a host's device. */
    public void add(Device device) {
        add(device, 0);
    }

    /** The same for a pod's device, whose answerer judges by this scope. */
    public void add(Device device, long scope) {
        CoverBytes.put(covers, device, scope);
    }

    /** From now on this device's denied questions are refused (EPERM). */
    public boolean remove(Device device) {
        return CoverBytes.remove(covers, device);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf;

import java.util.Optional;

/**
 * One thing that the filter asks of the kernel or the host, and whether it is there.
 *
 * @param name what it is, as in "cgroup2 mount"
 * @param need whether the filter can work without it
 * @param there whether it was found
 * @param detail where or what was found, or why it was not, in the kernel's own words
 * @param purpose what the filter uses it for
 * @param otherwise what happens without it, and what to do about it
 * @param cause the system call that failed, when one did
 */
public record Feature(
        String name,
        Need need,
        boolean there,
        String detail,
        String purpose,
        String otherwise,
        Optional<BpfException> cause) {

    /** How much the filter depends on a feature. */
    public enum Need {
        /** Without it nothing is filtered. */
        REQUIRED,
        /** Without it the filter works in another way. */
        OPTIONAL
    }

    /** Tells whether this feature's absence keeps the filter from working. */
    public boolean blocks() {
        return need == Need.REQUIRED && !there;
    }
}

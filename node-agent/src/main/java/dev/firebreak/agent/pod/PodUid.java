// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.pod;

/**
 * A pod's UID, safe to be part of a path: a cgroup's, a pin's.
 *
 * <p>The API server gives UUIDs, and the kubelet gives a static pod the hash of its manifest; but a manifest or another
 * client of the runtime may write anything, so what is neither letter, digit nor hyphen is refused.
 *
 * @param text 1 to 64 ASCII letters, digits and hyphens
 */
public record PodUid(String text) {
    private static final int MAX_LENGTH = 64;

    public PodUid {
        if (text.isEmpty() || text.length() > MAX_LENGTH || !text.chars().allMatch(PodUid::allowed)) {
            throw new IllegalArgumentException("not a pod UID (1 to 64 letters, digits and hyphens): " + shown(text));
        }
    }

    private static boolean allowed(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '-';
    }

    /** Cut and with nothing but plain characters: the message ends in logs and on a pod's events. */
    private static String shown(String text) {
        String start = text.substring(0, Math.min(text.length(), MAX_LENGTH)).replaceAll("[^ -~]", "?");
        return '"' + start + (text.length() > MAX_LENGTH ? "…\" of " + text.length() + " characters" : "\"");
    }

    @Override
    public String toString() {
        return text;
    }
}

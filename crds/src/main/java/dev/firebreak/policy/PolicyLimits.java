// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy;

/**
 * The limits of the policy language, each once. The CRDs state the same numbers; names of one policy:
 * {@link PolicyKind#maxNames}.
 */
public final class PolicyLimits {
    /** {@code apiVersion} of both kinds. */
    public static final String API_VERSION = "firebreak.dev/v1alpha1";

    /** Rules of a policy, deny and allow together: a rule's index has 6 bits in the kernel's table. */
    public static final int MAX_RULES = 64;

    /** Names written in the policy itself, over all rules. */
    public static final int MAX_INLINE_NAMES = 2_000;

    /** ConfigMap references of one rule. */
    public static final int MAX_NAMES_FROM = 64;

    /** Bytes of a policy file: what etcd takes as one object, so that a file which works offline fits in a cluster. */
    public static final int MAX_FILE_BYTES = 1_572_864;

    /** Nesting of a policy file; a valid one needs 7. */
    public static final int MAX_DEPTH = 20;

    /** Bytes of one list file or ConfigMap key. */
    public static final int MAX_LIST_BYTES = 64 << 20;

    /** Bytes of one line of a list. */
    public static final int MAX_LINE_BYTES = 65_536;

    /** Bytes of all names of a policy together. */
    public static final int MAX_NAME_BYTES = 64 << 20;

    /** Characters of a rule's name (a DNS label). */
    public static final int MAX_RULE_NAME = 63;

    /** Characters of a rule's reason. */
    public static final int MAX_REASON = 256;

    /**
     * Bytes of a policy's selectors together, as {@link LabelSelector#jsonBytes} counts them: every node watches them in
     * a header of at most 2 KiB.
     */
    public static final int MAX_SELECTOR_BYTES = 1_024;

    /** Bytes of a compiled list in one DenylistChunk: in base64 a request that etcd takes (1.5 MiB). */
    public static final int MAX_CHUNK_BYTES = 900 << 10;

    /** Chunks of one compiled list: more than {@link #MAX_NAME_BYTES} that will not deflate. */
    public static final int MAX_CHUNKS = 128;

    /** Problems told of one file; more are counted. */
    public static final int MAX_PROBLEMS = 200;

    private PolicyLimits() {}
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.compiled;

/** Takes the entries of a compiled policy one by one. */
@FunctionalInterface
public interface EntryConsumer {
    /**
     * One distinct name and its word.
     *
     * @param buffer holds the name in wire form (RFC 1035, 3.1), lower case: length byte and label, again and again, in
     *     order; used again
     *     for the next entry, so not to be kept
     * @param offset where the name begins
     * @param length bytes of the name without the root's zero byte, 2 to 254; {@code buffer[offset + length]} is that
     *     zero
     * @param word see {@link EntryWord}; never 0
     */
    void accept(byte[] buffer, int offset, int length, int word);
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.list;

/**
 * The names of a list and what each means. Read once for each attempt at a table (a second only where the first size did
 * not hold them), always with the same answer.
 */
public interface NameEntries {
    /** Returns how many names there are. */
    int count();

    /** Hands every name to the sink, once each. */
    void forEach(Sink sink);

    /** Takes one name. Called a million times over: nothing is allocated for a call. */
    @FunctionalInterface
    interface Sink {
        /**
         * Takes one name and what it means.
         *
         * @param wire holds the name in wire form: labels with their lengths, lower-case, with or without the root's 0
         * @param offset where it starts
         * @param length its octets, 1 to 255
         * @param value the entry's value (enum fb_entry_bits): exact-decide, exact-audit, below-decide, below-audit from
         *     the lowest byte to the highest; never 0
         */
        void add(byte[] wire, int offset, int length, int value);
    }
}

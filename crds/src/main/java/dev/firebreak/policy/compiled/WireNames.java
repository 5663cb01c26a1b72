// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.compiled;

/**
 * Turns keys into wire names for an {@link EntryConsumer}. The name stands at the right end of its buffer, where the
 * labels that it shares with the name before, its parents, already are: a label that begins at byte s of the key ends s
 * bytes before the end of the wire name.
 */
final class WireNames implements KeyConsumer {
    /** Where the root's zero byte is, whatever the name. */
    private static final int ROOT = CanonicalForm.MAX_KEY + 1;

    private final EntryConsumer consumer;
    private final byte[] wire = new byte[ROOT + 1];

    WireNames(EntryConsumer consumer) {
        this.consumer = consumer;
    }

    @Override
    public void accept(byte[] key, int shared, int length, int word) {
        int start = shared;
        while (start > 0 && key[start - 1] != '.') {
            start--;
        }
        int end = start;
        while (start < length) {
            while (end < length && key[end] != '.') {
                end++;
            }
            int at = ROOT - end - 1;
            wire[at] = (byte) (end - start);
            // By hand: a label is too short for arraycopy to pay.
            for (int i = start; i < end; i++) {
                wire[++at] = key[i];
            }
            end++;
            start = end;
        }
        consumer.accept(wire, ROOT - length - 1, length + 1, word);
    }
}

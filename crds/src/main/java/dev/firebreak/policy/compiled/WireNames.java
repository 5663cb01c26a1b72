// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.compiled;

/** Turns keys into wire names, label by label from the right, for an {@link EntryConsumer}. */
final class WireNames implements KeyConsumer {
    private final EntryConsumer consumer;
    private final byte[] wire = new byte[CanonicalForm.MAX_KEY + 2];

    WireNames(EntryConsumer consumer) {
        this.consumer = consumer;
    }

    @Override
    public void accept(byte[] key, int length, int word) {
        int out = 0;
        int labelEnd = length;
        for (int i = length - 1; i >= -1; i--) {
            if (i < 0 || key[i] == '.') {
                wire[out] = (byte) (labelEnd - i - 1);
                // By hand: a label is too short for arraycopy to pay.
                for (int j = i + 1; j < labelEnd; j++) {
                    wire[++out] = key[j];
                }
                out++;
                labelEnd = i;
            }
        }
        wire[out] = 0;
        consumer.accept(wire, 0, out, word);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.compiled;

/** Takes the entries as they are stored. */
@FunctionalInterface
interface KeyConsumer {
    /**
     * One name and its word.
     *
     * @param key {@code key[0, length)} has the labels from the last to the first, joined by dots
     * @param shared bytes that this key has in common with the one before
     */
    void accept(byte[] key, int shared, int length, int word);
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.compiled;

/** Takes the entries as they are stored: {@code key[0, length)} has the labels from the last to the first, joined by dots. */
@FunctionalInterface
interface KeyConsumer {
    void accept(byte[] key, int length, int word);
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.proof.bypass;

/** What a client of {@code ask.py} heard, by one path. */
sealed interface Outcome {
    /** An answer with the name's address. */
    record Resolved() implements Outcome {}

    /** An errno or an answer that says no, in a word. */
    record Refused(String word) implements Outcome {}

    /** Nothing, while there was patience. */
    record Silent() implements Outcome {}

    /** The path does not work here at all: the test proves nothing. */
    record Impossible(String reason) implements Outcome {}

    static Outcome parse(String words) {
        String[] parts = words.split(" ", 2);
        String rest = parts.length > 1 ? parts[1] : "";
        return switch (parts[0]) {
            case "resolved" -> new Resolved();
            case "refused" -> new Refused(rest);
            case "silent" -> new Silent();
            default -> new Impossible(words);
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.yaml;

import java.util.Optional;
import java.util.function.Function;

/** Texts that must have a certain shape. */
final class Texts {
    private Texts() {}

    /** The text, if {@code complaint} has none about it; else the complaint is an error and the answer empty. */
    static Optional<String> checked(Cursor cursor, Function<String, Optional<String>> complaint) {
        return cursor.text().filter(text -> {
            Optional<String> wrong = complaint.apply(text);
            wrong.ifPresent(cursor::error);
            return wrong.isEmpty();
        });
    }
}

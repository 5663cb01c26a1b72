// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.status;

import java.util.List;

/** Many sentences as one message of bounded length. */
final class Words {
    /** Characters of a message at most, before it says how many sentences were left out. */
    private static final int MAX = 2_000;

    private Words() {}

    static String of(List<String> sentences) {
        var text = new StringBuilder();
        int told = 0;
        for (String sentence : sentences) {
            if (told > 0 && text.length() + sentence.length() > MAX) {
                return text + "; and " + (sentences.size() - told) + " more";
            }
            text.append(told == 0 ? "" : "; ").append(sentence, 0, Math.min(sentence.length(), MAX));
            told++;
        }
        return text.toString();
    }
}

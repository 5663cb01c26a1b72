// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.random;

import dev.firebreak.policy.DnsName;
import dev.firebreak.policy.NamePattern;
import dev.firebreak.policy.verdict.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Names over a handful of labels, so that suffixes are shared and patterns hit; questions also hold any byte. */
public final class RandomNames {
    private static final String[] LABELS = {"a", "b", "c", "a-b", "_x", "ab", "1c"};

    private final SplittableRandom random;

    public RandomNames(SplittableRandom random) {
        this.random = random;
    }

    public NamePattern pattern() {
        var name = new DnsName(String.join(".", labels(1 + random.nextInt(4))));
        return random.nextInt(3) == 0 ? new NamePattern.Below(name) : new NamePattern.Exact(name);
    }

    /** The same pattern as some person might write it: in any case, with or without trailing dot. */
    public String written(NamePattern pattern) {
        var text = new StringBuilder();
        pattern.text()
                .chars()
                .forEach(c -> text.append(random.nextBoolean() ? Character.toUpperCase((char) c) : (char) c));
        return random.nextInt(3) == 0 ? text + "." : text.toString();
    }

    public Question question() {
        List<String> labels = labels(random.nextInt(6));
        if (!labels.isEmpty() && random.nextInt(8) == 0) {
            labels.set(random.nextInt(labels.size()), oddLabel());
        }
        labels.replaceAll(label -> random.nextBoolean() && isAscii(label) ? label.toUpperCase(Locale.ROOT) : label);
        return new Question(labels);
    }

    /** What {@code toUpperCase} makes of other bytes is no longer a byte. */
    private static boolean isAscii(String label) {
        return label.chars().allMatch(c -> c < 0x80);
    }

    /** Bytes of all kinds, the dot among them: {@code "a.b"} as one label must not look like two. */
    private String oddLabel() {
        String odd = random.nextBoolean() ? "a.b" : String.valueOf((char) random.nextInt(256));
        return random.nextBoolean() ? odd : "a" + odd + "b";
    }

    private List<String> labels(int count) {
        var labels = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            labels.add(LABELS[random.nextInt(LABELS.length)]);
        }
        return labels;
    }
}

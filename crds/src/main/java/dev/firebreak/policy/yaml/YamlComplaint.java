// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.firebreak.policy.Excerpt;
import java.util.stream.Collectors;

/** What the YAML parser found wrong, in one line. */
final class YamlComplaint {
    private YamlComplaint() {}

    /** SnakeYAML's messages have sentences at the margin, places and excerpts of the text indented: the sentences are kept. */
    static String of(JsonProcessingException e) {
        String sentences = e.getOriginalMessage()
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith(" "))
                .map(String::strip)
                .collect(Collectors.joining(": "));
        return Excerpt.line(sentences);
    }
}

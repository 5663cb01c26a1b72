// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.firebreak.policy.Excerpt;
import java.util.stream.Collectors;

/** What the YAML parser found wrong, in one line. */
final class YamlComplaint {
    private YamlComplaint() {}

    /**
     * SnakeYAML's messages have sentences at the margin, places and excerpts of the text indented: the sentences are
     * kept. Jackson's own end with an object of the parser: cut.
     */
    static String of(JsonProcessingException e) {
        String sentences = e.getOriginalMessage()
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith(" "))
                .map(String::strip)
                .collect(Collectors.joining(": "));
        int dump = sentences.indexOf(", got this instead: <");
        String complaint = dump < 0 ? sentences : sentences.substring(0, dump);
        return Excerpt.line(complaint)
                + (complaint.contains("alias") ? "; a name with a \"*\" needs quotes, as in \"*.example.com\"" : "");
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.firebreak.cli.failure.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Settings as text, by their names: from a YAML file, from the command line, or both; the latter counts. What is not
 * understood is refused with its place.
 */
public final class SettingsFile {
    private SettingsFile() {}

    /** The keys and values of a file: one a line, {@code key: value}, a list of ports as {@code [53, 5353]}. */
    public static Map<String, String> read(Path file) {
        Map<String, String> values = new LinkedHashMap<>();
        JsonNode root;
        try {
            root = new YAMLMapper().readTree(Files.readString(file));
        } catch (IOException e) {
            throw Refusal.of(
                            "the settings cannot be read: "
                                    + String.valueOf(e.getMessage())
                                            .lines()
                                            .findFirst()
                                            .orElse(e.toString()),
                            file.toString(),
                            "write YAML, one `key: value` a line; the keys are those of `firebreak agent --help`")
                    .because(e);
        }
        if (root == null || root.isMissingNode() || root.isNull()) {
            return values;
        }
        if (!root.isObject()) {
            throw Refusal.of("the settings are no map of keys to values", file.toString(), "write `key: value`");
        }
        root.properties().forEach(entry -> values.put(entry.getKey(), text(entry.getValue())));
        return values;
    }

    private static String text(JsonNode value) {
        if (value.isArray()) {
            var parts = new StringBuilder();
            value.forEach(part -> parts.append(parts.isEmpty() ? "" : ",").append(part.asText()));
            return parts.toString();
        }
        return value.asText();
    }
}

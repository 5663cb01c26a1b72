// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.yaml;

import java.util.List;

/** A YAML value and where it begins; lines and columns from 1. */
sealed interface YamlNode {
    int line();

    int column();

    /** What it is, for messages: "a text", "a list". */
    String noun();

    /** The types of a plain value as YAML 1.1 and so Kubernetes resolve them. */
    enum Type {
        TEXT,
        NUMBER,
        BOOLEAN,
        NULL
    }

    record Scalar(int line, int column, Type type, String text) implements YamlNode {
        @Override
        public String noun() {
            return switch (type) {
                case TEXT -> "a text";
                case NUMBER -> "a number";
                case BOOLEAN -> "a boolean";
                case NULL -> "nothing";
            };
        }
    }

    record Sequence(int line, int column, List<YamlNode> items) implements YamlNode {
        @Override
        public String noun() {
            return "a list";
        }
    }

    record Mapping(int line, int column, List<Entry> entries) implements YamlNode {
        @Override
        public String noun() {
            return "a mapping";
        }
    }

    /** A key, where it stands, and its value. */
    record Entry(String key, int line, int column, YamlNode value) {}
}

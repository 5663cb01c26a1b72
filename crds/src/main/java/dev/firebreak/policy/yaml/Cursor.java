// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.yaml;

import dev.firebreak.policy.Excerpt;
import dev.firebreak.policy.ProblemLog;
import dev.firebreak.policy.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A value, the path of its field, and where its problems go. What has the wrong type is told once, here, and then is
 * empty.
 */
record Cursor(String file, ProblemLog log, String path, YamlNode node) {
    SourcePosition position() {
        return new SourcePosition(file, node.line(), node.column(), path);
    }

    void error(String message) {
        log.error(position(), message);
    }

    void warning(String message) {
        log.warning(position(), message);
    }

    Optional<String> text() {
        if (node instanceof YamlNode.Scalar scalar && scalar.type() == YamlNode.Type.TEXT) {
            return Optional.of(scalar.text());
        }
        error("a text is needed here, not " + node.noun() + quotesHint());
        return Optional.empty();
    }

    private String quotesHint() {
        return node instanceof YamlNode.Scalar scalar && scalar.type() != YamlNode.Type.NULL
                ? " (" + Excerpt.plain(scalar.text()) + "); if it is meant as text, put it in quotes"
                : "";
    }

    /** The items of a list; none, and an error, if it is no list. */
    List<Cursor> items() {
        if (!(node instanceof YamlNode.Sequence sequence)) {
            error("a list is needed here, not " + node.noun());
            return List.of();
        }
        var items = new ArrayList<Cursor>();
        for (YamlNode item : sequence.items()) {
            items.add(new Cursor(file, log, path + "[" + items.size() + "]", item));
        }
        return items;
    }

    /** The fields of a mapping; empty, and an error, if it is none. */
    Optional<Fields> fields() {
        if (node instanceof YamlNode.Mapping mapping) {
            return Optional.of(new Fields(this, mapping));
        }
        error("a mapping (field: value) is needed here, not " + node.noun());
        return Optional.empty();
    }

    /** One of the constants of {@code type} by its name; empty, and an error that lists them, if it is none. */
    <E extends Enum<E>> Optional<E> choice(Class<E> type) {
        Optional<String> text = text();
        for (E constant : type.getEnumConstants()) {
            if (text.isPresent() && constant.name().equals(text.get())) {
                return Optional.of(constant);
            }
        }
        text.ifPresent(other -> error(Excerpt.quoted(other) + " is not one of " + Fields.listed(type)));
        return Optional.empty();
    }
}

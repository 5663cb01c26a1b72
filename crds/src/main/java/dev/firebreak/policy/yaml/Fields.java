// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.yaml;

import dev.firebreak.policy.Excerpt;
import dev.firebreak.policy.SourcePosition;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * The fields of one mapping, taken out by name; what is left at {@link #finish} is unknown, and an error. A key that
 * stands twice is an error, the first one counts.
 */
final class Fields {
    private final Cursor owner;
    private final Map<String, YamlNode.Entry> left = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    Fields(Cursor owner, YamlNode.Mapping mapping) {
        this.owner = owner;
        for (YamlNode.Entry entry : mapping.entries()) {
            YamlNode.Entry first = left.putIfAbsent(entry.key(), entry);
            if (first != null) {
                owner.log().error(place(entry), "the field stands twice, first in line " + first.line());
            }
        }
    }

    /** The field, if it is there. A field without a value is an error, and as if it were absent. */
    Optional<Cursor> optional(String name) {
        known.add(name);
        YamlNode.Entry entry = left.remove(name);
        if (entry == null) {
            return Optional.empty();
        }
        var cursor = new Cursor(owner.file(), owner.log(), path(name), entry.value());
        if (isNull(entry.value())) {
            cursor.error("the field has no value: give it one, or remove it");
            return Optional.empty();
        }
        return Optional.of(cursor);
    }

    /**
     * A field that has a default: absent, or without a value, it is empty (as an API server fills in the default for
     * both).
     */
    Optional<Cursor> defaulted(String name) {
        YamlNode.Entry entry = left.get(name);
        if (entry != null && isNull(entry.value())) {
            left.remove(name);
        }
        return optional(name);
    }

    /** The field; empty, and an error that says {@code what} it would be, if it is missing. */
    Optional<Cursor> required(String name, String what) {
        if (!left.containsKey(name)) {
            known.add(name);
            owner.log()
                    .error(
                            new SourcePosition(
                                    owner.file(),
                                    owner.node().line(),
                                    owner.node().column(),
                                    path(name)),
                            "the field is missing (" + what + ")");
            return Optional.empty();
        }
        return optional(name);
    }

    /** Takes all fields, whatever they are called. */
    void forEach(BiConsumer<String, Cursor> action) {
        left.forEach(
                (name, entry) -> action.accept(name, new Cursor(owner.file(), owner.log(), path(name), entry.value())));
        left.clear();
    }

    /** Fields that others write and we do not read. */
    void ignore(String... names) {
        for (String name : names) {
            known.add(name);
            left.remove(name);
        }
    }

    /** Tells the fields that nobody took. */
    void finish() {
        for (YamlNode.Entry entry : left.values()) {
            owner.log().error(place(entry), "there is no such field" + Suggestion.among(known, entry.key()));
        }
    }

    private static boolean isNull(YamlNode node) {
        return node instanceof YamlNode.Scalar scalar && scalar.type() == YamlNode.Type.NULL;
    }

    private SourcePosition place(YamlNode.Entry entry) {
        return new SourcePosition(owner.file(), entry.line(), entry.column(), path(entry.key()));
    }

    private String path(String name) {
        return (owner.path().isEmpty() ? "" : owner.path() + ".") + Excerpt.plain(name);
    }

    static <E extends Enum<E>> String listed(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
    }
}

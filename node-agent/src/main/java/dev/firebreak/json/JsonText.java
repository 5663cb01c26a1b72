// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.json;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * JSON text (RFC 8259) of a tree of maps, lists, strings, numbers and booleans. Maps keep their order; an empty
 * {@link Optional} leaves its member out. Output is ASCII only: whatever a process put in its arguments, one line stays
 * one line.
 */
public final class JsonText {
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder out = new StringBuilder();
    private final boolean pretty;

    private JsonText(boolean pretty) {
        this.pretty = pretty;
    }

    /** The tree on one line, without a line end. */
    public static String line(Map<String, ?> tree) {
        return new JsonText(false).value(tree, 0).out.toString();
    }

    /** The tree indented by two spaces, with a line end. */
    public static String document(Map<String, ?> tree) {
        return new JsonText(true).value(tree, 0).out.append('\n').toString();
    }

    private JsonText value(Object value, int depth) {
        switch (value) {
            case Map<?, ?> map -> object(map, depth);
            case List<?> list -> array(list, depth);
            case String text -> string(text);
            case Number number -> out.append(number);
            case Boolean truth -> out.append(truth);
            default -> throw new IllegalStateException("no JSON form: " + value.getClass());
        }
        return this;
    }

    private void object(Map<?, ?> map, int depth) {
        out.append('{');
        boolean first = true;
        for (Map.Entry<?, ?> member : map.entrySet()) {
            Object value = member.getValue();
            if (value instanceof Optional<?> optional) {
                if (optional.isEmpty()) {
                    continue;
                }
                value = optional.get();
            }
            separate(first, depth + 1);
            first = false;
            string((String) member.getKey());
            out.append(pretty ? ": " : ":");
            value(value, depth + 1);
        }
        close('}', first, depth);
    }

    private void array(List<?> list, int depth) {
        out.append('[');
        boolean first = true;
        for (Object value : list) {
            separate(first, depth + 1);
            first = false;
            value(value, depth + 1);
        }
        close(']', first, depth);
    }

    private void separate(boolean first, int depth) {
        if (!first) {
            out.append(',');
        }
        indent(depth);
    }

    private void close(char bracket, boolean empty, int depth) {
        if (!empty) {
            indent(depth);
        }
        out.append(bracket);
    }

    private void indent(int depth) {
        if (pretty) {
            out.append('\n').repeat("  ", depth);
        }
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            character(text.charAt(i));
        }
        out.append('"');
    }

    private void character(char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\t' -> out.append("\\t");
            default -> {
                if (c >= 0x20 && c < 0x7f) {
                    out.append(c);
                } else {
                    out.append("\\u");
                    for (int shift = 12; shift >= 0; shift -= 4) {
                        out.append(HEX.charAt(c >> shift & 0xf));
                    }
                }
            }
        }
    }
}

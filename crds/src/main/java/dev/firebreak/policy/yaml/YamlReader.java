// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy.yaml;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.firebreak.policy.Excerpt;
import dev.firebreak.policy.PolicyLimits;
import dev.firebreak.policy.ProblemLog;
import dev.firebreak.policy.SourcePosition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one YAML document into {@link YamlNode}s by Jackson's token stream, which keeps places and expands nothing: an
 * alias is refused, so a small file cannot become a large one. Depth is limited; size is, by {@link PolicyText}.
 */
final class YamlReader {
    private static final YAMLFactory YAML = new YAMLFactory();

    /** Reading cannot go on: the problem is in the log. */
    private static final class Unreadable extends Exception {
        Unreadable() {
            super("told in the log", null, false, false);
        }
    }

    private final String file;
    private final ProblemLog log;
    private final YAMLParser parser;

    private YamlReader(String file, ProblemLog log, YAMLParser parser) {
        this.file = file;
        this.log = log;
        this.parser = parser;
    }

    /** The document of {@code text}; empty, and at least one error in the log, if there is not exactly one to read. */
    static Optional<YamlNode> read(String file, String text, ProblemLog log) {
        try (YAMLParser parser = YAML.createParser(text)) {
            return new YamlReader(file, log, parser).document();
        } catch (JsonProcessingException e) {
            log.error(at(file, e.getLocation()), "not YAML: " + YamlComplaint.of(e));
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    private Optional<YamlNode> document() throws IOException {
        try {
            JsonToken first = parser.nextToken();
            if (first == null || first == JsonToken.VALUE_NULL) {
                log.error(SourcePosition.of(file), "the file is empty: a policy was expected");
                return Optional.empty();
            }
            YamlNode node = value(first, 1);
            JsonToken more = parser.nextToken();
            while (more == JsonToken.VALUE_NULL) {
                more = parser.nextToken();
            }
            if (more != null) {
                log.error(
                        here(), "a second document begins here: a file holds one policy; give each a file of its own");
                return Optional.empty();
            }
            return Optional.of(node);
        } catch (Unreadable told) {
            return Optional.empty();
        }
    }

    private YamlNode value(JsonToken token, int depth) throws IOException, Unreadable {
        if (depth > PolicyLimits.MAX_DEPTH) {
            throw unreadable("nested more than " + PolicyLimits.MAX_DEPTH + " deep");
        }
        refuseAlias();
        refuseTag();
        JsonLocation place = parser.currentTokenLocation();
        int line = place.getLineNr();
        int column = place.getColumnNr();
        return switch (token) {
            case START_OBJECT -> new YamlNode.Mapping(line, column, entries(depth));
            case START_ARRAY -> new YamlNode.Sequence(line, column, items(depth));
            case VALUE_STRING -> scalar(line, column, YamlNode.Type.TEXT);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> scalar(line, column, YamlNode.Type.NUMBER);
            case VALUE_TRUE, VALUE_FALSE -> scalar(line, column, YamlNode.Type.BOOLEAN);
            case VALUE_NULL -> scalar(line, column, YamlNode.Type.NULL);
            default -> throw unreadable("this kind of value (" + token + ") has no place in a policy");
        };
    }

    private YamlNode.Scalar scalar(int line, int column, YamlNode.Type type) throws IOException {
        return new YamlNode.Scalar(line, column, type, parser.getText());
    }

    private List<YamlNode> items(int depth) throws IOException, Unreadable {
        var items = new ArrayList<YamlNode>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(token, depth + 1));
        }
        return items;
    }

    private List<YamlNode.Entry> entries(int depth) throws IOException, Unreadable {
        var entries = new ArrayList<YamlNode.Entry>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_OBJECT; token = parser.nextToken()) {
            refuseAlias();
            JsonLocation place = parser.currentTokenLocation();
            String key = parser.currentName();
            YamlNode value = value(parser.nextToken(), depth + 1);
            entries.add(new YamlNode.Entry(key, place.getLineNr(), place.getColumnNr(), value));
        }
        return entries;
    }

    private void refuseAlias() throws IOException, Unreadable {
        if (parser.isCurrentAlias()) {
            throw unreadable("a YAML alias (*" + Excerpt.plain(parser.getText())
                    + ") is not accepted in a policy: write the value out (a name with a \"*\" needs quotes)");
        }
    }

    /** A tag gives a plain value another type ({@code !!int x}), or runs code in parsers less careful than this one. */
    private void refuseTag() throws IOException, Unreadable {
        Object tag = parser.getTypeId();
        if (tag != null) {
            throw unreadable(
                    "a YAML tag (" + Excerpt.plain(tag.toString()) + ") is not accepted in a policy: remove it");
        }
    }

    private Unreadable unreadable(String message) {
        log.error(here(), message);
        return new Unreadable();
    }

    private SourcePosition here() {
        return at(file, parser.currentTokenLocation());
    }

    private static SourcePosition at(String file, @Nullable JsonLocation place) {
        return place == null
                ? SourcePosition.of(file)
                : new SourcePosition(file, place.getLineNr(), place.getColumnNr(), "");
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.policy.NameSyntax;
import dev.firebreak.policy.RuleSyntax;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A schema's patterns let through the same texts as the parser. Against an API server the corpus shows it. */
class SchemaLanguageTest {
    private static final String[] PIECES = {
        "*.",
        "*",
        ".",
        "a",
        "Z",
        "0",
        "255",
        "10.0.0.1",
        "1.2.3",
        "-",
        "_",
        "é",
        " ",
        "/",
        ":",
        "\t",
        "\u202e",
        "x".repeat(63),
        "x".repeat(64),
        "aaaaaaaaa.".repeat(25)
    };

    private final SplittableRandom random = new SplittableRandom(4);

    @Test
    void shouldTakeTheNamesThatTheParserTakesWhenWrittenInline() throws IOException {
        Schema name = Schema.of(Schema.NAMESPACED).at("spec.deny[].names[]");
        int taken = 0;
        for (int i = 0; i < 200_000; i++) {
            String text = text();
            boolean parsed = NameSyntax.patternComplaint(text).isEmpty();
            assertThat(admits(name.node(), text)).as(text).isEqualTo(parsed);
            taken += parsed ? 1 : 0;
        }
        assertThat(taken).isBetween(10_000, 190_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "reason"})
    void shouldTakeTheTextsThatTheParserTakesWhenARuleIsNamedOrGivesItsReason(String field) throws IOException {
        Schema schema = Schema.of(Schema.NAMESPACED).at("spec.deny[]." + field);
        for (int i = 0; i < 100_000; i++) {
            String text = text();
            boolean parsed = (field.equals("name") ? RuleSyntax.nameComplaint(text) : RuleSyntax.reasonComplaint(text))
                    .isEmpty();
            assertThat(admits(schema.node(), text)).as(text).isEqualTo(parsed);
        }
    }

    private String text() {
        var text = new StringBuilder();
        for (int pieces = random.nextInt(6); pieces >= 0; pieces--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    /** The keywords that our texts use; RE2, which the API server has, and Java read these patterns alike. */
    private static boolean admits(JsonNode schema, String text) {
        int length = text.codePointCount(0, text.length());
        boolean anyOf =
                !schema.has("anyOf") || schema.path("anyOf").valueStream().anyMatch(one -> admits(one, text));
        boolean not = schema.has("not") && admits(schema.path("not"), text);
        return anyOf
                && !not
                && length >= schema.path("minLength").asInt(0)
                && length <= schema.path("maxLength").asInt(Integer.MAX_VALUE)
                && (!schema.has("pattern")
                        || Pattern.compile(schema.path("pattern").textValue())
                                .matcher(text)
                                .find());
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.policy.Action;
import dev.firebreak.policy.LabelSelector;
import dev.firebreak.policy.Mode;
import dev.firebreak.policy.NameSyntax;
import dev.firebreak.policy.OnListMissing;
import dev.firebreak.policy.PolicyKind;
import dev.firebreak.policy.PolicyLimits;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The numbers and words that stand in a schema and in Java are the same. */
class SchemaNumbersTest {
    static final List<String> POLICIES = Schema.POLICIES;

    @ParameterizedTest
    @FieldSource("POLICIES")
    void shouldStateTheLimitsOfTheLanguageWhenAPolicyIsDescribed(String plural) throws IOException {
        Schema spec = Schema.of(plural).at("spec");

        for (String list : List.of("deny", "allow")) {
            assertThat(spec.at(list).number("maxItems")).isEqualTo(PolicyLimits.MAX_RULES);
            Schema rule = spec.at(list + "[]");
            assertThat(rule.at("name").number("maxLength")).isEqualTo(PolicyLimits.MAX_RULE_NAME);
            assertThat(rule.at("reason").number("maxLength")).isEqualTo(PolicyLimits.MAX_REASON);
            assertThat(rule.at("names").number("maxItems")).isEqualTo(PolicyLimits.MAX_INLINE_NAMES);
            assertThat(rule.at("names").text("description")).contains("At most " + PolicyLimits.MAX_INLINE_NAMES);
            assertThat(rule.at("namesFrom").number("maxItems")).isEqualTo(PolicyLimits.MAX_NAMES_FROM);
            Schema name = rule.at("names[]");
            assertThat(name.node().at("/anyOf/0/maxLength").intValue()).isEqualTo(NameSyntax.MAX_NAME);
            assertThat(name.number("maxLength")).isEqualTo(NameSyntax.MAX_NAME + ".".length());
            assertThat(name.text("pattern")).contains("{1," + NameSyntax.MAX_LABEL + "}");
        }
        assertThat(spec.rules())
                .anySatisfy(rule -> assertThat(rule)
                        .contains(
                                "size(self.allow)",
                                "<= " + PolicyLimits.MAX_RULES,
                                "at most " + PolicyLimits.MAX_RULES + " rules"))
                .anySatisfy(rule -> assertThat(rule)
                        .contains(
                                "size(r.names)",
                                "<= " + PolicyLimits.MAX_INLINE_NAMES,
                                "at most " + PolicyLimits.MAX_INLINE_NAMES + " names"))
                .anySatisfy(rule -> assertThat(rule)
                        .contains(
                                "podSelector",
                                "<= " + PolicyLimits.MAX_SELECTOR_BYTES,
                                "more than " + PolicyLimits.MAX_SELECTOR_BYTES + " bytes"));
    }

    @ParameterizedTest
    @FieldSource("POLICIES")
    void shouldTakeTheWordsOfTheLanguageWhenAPolicyIsDescribed(String plural) throws IOException {
        Schema spec = Schema.of(plural).at("spec");

        assertThat(spec.at("mode").choices()).isEqualTo(names(Mode.class));
        assertThat(spec.at("defaultAction").choices()).isEqualTo(names(Action.class));
        assertThat(spec.at("onListMissing").choices()).isEqualTo(names(OnListMissing.class));
        assertThat(spec.at("deny[].mode").choices()).containsExactly(Mode.Audit.name());
        assertThat(spec.at("podSelector.matchExpressions[].operator").choices())
                .isEqualTo(names(LabelSelector.Operator.class));
        assertThat(spec.at("defaultAction").text("default")).isEqualTo(Action.Allow.name());
        assertThat(spec.at("onListMissing").text("default")).isEqualTo(OnListMissing.RefusePod.name());
    }

    /** The bounds on a selector's parts must not refuse what the bound on its bytes lets through. */
    @ParameterizedTest
    @FieldSource("POLICIES")
    void shouldNeverBeStricterThanTheBytesWhenASelectorIsBounded(String plural) throws IOException {
        Schema selector = Schema.of(plural).at("spec.podSelector");
        int smallestLabel = new LabelSelector(Map.of("k", ""), List.of()).jsonBytes();
        int smallestRequirement = bytes("k", LabelSelector.Operator.In, "");
        int nextValue = bytes("k", LabelSelector.Operator.In, "", "") - smallestRequirement;

        assertThat(selector.at("matchLabels").number("maxProperties"))
                .isEqualTo(PolicyLimits.MAX_SELECTOR_BYTES / smallestLabel);
        assertThat(selector.at("matchExpressions").number("maxItems"))
                .isGreaterThanOrEqualTo(PolicyLimits.MAX_SELECTOR_BYTES / smallestRequirement);
        assertThat(selector.at("matchExpressions[].values").number("maxItems"))
                .isGreaterThanOrEqualTo(1 + (PolicyLimits.MAX_SELECTOR_BYTES - smallestRequirement) / nextValue);
    }

    @Test
    void shouldHoldWhatAPolicyMayHoldWhenAHeaderIsDescribed() throws IOException {
        Schema spec = Schema.of(Schema.HEADER).at("spec");

        assertThat(spec.at("policyRef.kind").choices()).isEqualTo(names(PolicyKind.class));
        assertThat(spec.at("mode").choices()).isEqualTo(names(Mode.class));
        assertThat(spec.at("onListMissing").choices()).isEqualTo(names(OnListMissing.class));
        assertThat(spec.at("entries").number("maximum"))
                .isEqualTo(Arrays.stream(PolicyKind.values())
                        .mapToInt(PolicyKind::maxNames)
                        .max()
                        .orElseThrow());
        assertThat(spec.at("chunks").number("maximum")).isEqualTo(PolicyLimits.MAX_CHUNKS);
        assertThat(spec.rules())
                .anySatisfy(rule -> assertThat(rule).contains("self.chunks * " + PolicyLimits.MAX_CHUNK_BYTES))
                .anySatisfy(rule -> assertThat(rule).contains("podSelector", "<= " + PolicyLimits.MAX_SELECTOR_BYTES));
    }

    @Test
    void shouldHoldAChunksBytesInBase64WhenAChunkIsDescribed() throws IOException {
        Schema spec = Schema.of(Schema.CHUNK).at("spec");

        assertThat(spec.at("data").number("maxLength")).isEqualTo((PolicyLimits.MAX_CHUNK_BYTES + 2) / 3 * 4);
        assertThat(spec.at("count").number("maximum")).isEqualTo(PolicyLimits.MAX_CHUNKS);
        assertThat(spec.at("index").number("maximum")).isEqualTo(PolicyLimits.MAX_CHUNKS - 1);
    }

    private static int bytes(String key, LabelSelector.Operator operator, String... values) {
        var requirement = new LabelSelector.Requirement(key, operator, List.of(values));
        return new LabelSelector(Map.of(), List.of(requirement)).jsonBytes();
    }

    private static List<String> names(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
    }
}

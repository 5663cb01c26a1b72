// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.policy.LabelSelector.Operator;
import dev.firebreak.policy.LabelSelector.Requirement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As Kubernetes' own: k8s.io/apimachinery/pkg/labels/selector.go. */
class LabelSelectorTest {
    @ParameterizedTest
    @CsvSource({
        "In, database, true",
        "In, web, false",
        "In, , false",
        "NotIn, database, false",
        "NotIn, web, true",
        "NotIn, , true",
        "Exists, web, true",
        "Exists, , false",
        "DoesNotExist, web, false",
        "DoesNotExist, , true",
    })
    void shouldMatchAsKubernetesDoesWhenALabelIsThereOrMissing(Operator operator, String tier, boolean matches) {
        // Given
        List<String> values = operator.needsValues() ? List.of("database", "cache") : List.of();
        var selector = new LabelSelector(Map.of(), List.of(new Requirement("tier", operator, values)));

        // When
        boolean matched = selector.matches(tier == null ? Map.of("app", "x") : Map.of("tier", tier));

        // Then
        assertThat(matched).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({"database, x, true", "database, y, false", "web, x, false"})
    void shouldNeedAllWhenThereAreLabelsAndRequirements(String tier, String app, boolean matches) {
        var selector = new LabelSelector(
                Map.of("tier", "database"), List.of(new Requirement("app", Operator.In, List.of("x"))));

        assertThat(selector.matches(Map.of("tier", tier, "app", app))).isEqualTo(matches);
        assertThat(LabelSelector.EVERYTHING.matches(Map.of("tier", tier))).isTrue();
    }
}

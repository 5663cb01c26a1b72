// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.bench;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table that {@code script/bench} prints.
 *
 * @param goal what {@code value} must not exceed; null if nothing was promised
 * @param baseline measured in the same run, described by {@code comparison}; both null if there is none
 */
record Row(
        String name,
        String unit,
        double value,
        @Nullable Double goal,
        @Nullable Double baseline,
        @Nullable String comparison) {
    static Row of(String name, String unit, double value) {
        return new Row("operator: " + name, unit, value, null, null, null);
    }

    /** The median of what the rounds of one run gave. */
    static Row of(String name, String unit, List<Double> rounds) {
        return of(name, unit, median(rounds));
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    Row goal(double atMost) {
        return new Row(name, unit, value, atMost, baseline, comparison);
    }

    Row beside(double other, String what) {
        return new Row(name, unit, value, goal, other, what);
    }

    Row note(String what) {
        return new Row(name, unit, value, goal, baseline, what);
    }

    /** Prints it as a line of JSON. */
    void print() {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("name", name);
        row.put("unit", unit);
        row.put("value", rounded(value));
        row.put("goal", rounded(goal));
        row.put("baseline", rounded(baseline));
        row.put("ratio", baseline == null || baseline == 0 ? null : rounded(value / baseline));
        row.put("met", goal == null ? null : value <= goal);
        if (comparison != null) {
            row.put("comparison", comparison);
        }
        System.out.println(Serialization.asJson(row).replaceAll("\\R\\s*", " "));
    }

    private static @Nullable Double rounded(@Nullable Double number) {
        return number == null
                ? null
                : new BigDecimal(number).round(new MathContext(4)).doubleValue();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.proof.bypass;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Bypasses tried three times: for the denied name without the filter (the control: else a denial would prove nothing),
 * for the denied name with it, and for an allowed name with it.
 */
record Trial(Map<String, Outcome> unfiltered, Map<String, Outcome> denied, Map<String, Outcome> allowed) {
    /** How the clients are run. */
    @FunctionalInterface
    interface Runner {
        Map<String, Outcome> ask(String name, List<String> paths) throws IOException, InterruptedException;
    }

    /** Runs the control; to be done before the filter stands. */
    static Map<String, Outcome> control(List<Bypass> bypasses, Runner unfiltered)
            throws IOException, InterruptedException {
        return unfiltered.ask(Client.DENIED, bypasses.stream().map(Bypass::path).toList());
    }

    static Trial of(Map<String, Outcome> control, List<Bypass> bypasses, Runner filtered)
            throws IOException, InterruptedException {
        return new Trial(
                control,
                filtered.ask(Client.DENIED, bypasses.stream().map(Bypass::path).toList()),
                filtered.ask(
                        Client.ALLOWED,
                        bypasses.stream().map(Bypass::twin).distinct().toList()));
    }

    /** One test a bypass. */
    Stream<DynamicTest> tests(List<Bypass> bypasses) {
        return bypasses.stream().map(bypass -> DynamicTest.dynamicTest(bypass.path(), () -> check(bypass)));
    }

    private void check(Bypass bypass) {
        assertThat(unfiltered.get(bypass.path()))
                .as("%s without the filter: the path works", bypass)
                .isEqualTo(new Outcome.Resolved());
        assertThat(denied.get(bypass.path()))
                .as("%s of a denied name", bypass)
                .isInstanceOfAny(Outcome.Refused.class, Outcome.Silent.class);
        assertThat(allowed.get(bypass.twin()))
                .as("%s of an allowed name, the innocent twin of %s", bypass.twin(), bypass)
                .isEqualTo(new Outcome.Resolved());
    }
}

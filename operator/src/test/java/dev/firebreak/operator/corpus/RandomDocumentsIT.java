// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.cluster.ControlPlane;
import dev.firebreak.cluster.WithControlPlane;
import dev.firebreak.operator.chart.Chart;
import dev.firebreak.policy.Problem;
import dev.firebreak.policy.yaml.PolicyParser;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the corpus shows by example, for documents that nobody thought of. */
@WithControlPlane
class RandomDocumentsIT {
    private static final int DOCUMENTS = 500;

    /** What no schema can say, see {@code unaccepted-*} in the corpus. */
    private static final Pattern UNACCEPTED = Pattern.compile(
            "spec\\.(pod|namespace)Selector\\.matchLabels\\..*" // a map's keys
                    + "|spec\\..*\\.reason: .*\\\\u\\{fdd0}.*" // a character that is not assigned
                    + "|spec\\.expiresAt: .*\\+19:00.*"); // an offset that no place has

    @Test
    void shouldAdmitWhatTheToolTakesAndRefuseWhatASchemaCanSayWhenDocumentsAreRandom(ControlPlane plane)
            throws Exception {
        // Given
        Chart.install(plane);
        var endpoint = new PolicyEndpoint(plane.client());
        long seed = Long.getLong("firebreak.seed", System.nanoTime());
        var documents = new RandomDocuments(new SplittableRandom(seed));
        int taken = 0;
        int onlyRefusedOffline = 0;

        for (int i = 0; i < DOCUMENTS; i++) {
            String text = new ObjectMapper().writeValueAsString(documents.next());
            byte[] document = text.getBytes(StandardCharsets.UTF_8);

            // When
            HttpResponse<String> response = endpoint.dryRun(document);
            List<Problem> errors = errors(document);

            // Then
            if (response.code() == 201 && !errors.isEmpty()) {
                assertThat(errors)
                        .as("-Dfirebreak.seed=%d: %s", seed, text)
                        .allSatisfy(error -> assertThat(error.words()).matches(UNACCEPTED));
                onlyRefusedOffline++;
            } else {
                assertThat(response.code() == 201)
                        .as("-Dfirebreak.seed=%d: %s\n%s\n%s", seed, text, errors, response.body())
                        .isEqualTo(errors.isEmpty());
            }
            taken += errors.isEmpty() ? 1 : 0;
        }
        assertThat(taken).isBetween(DOCUMENTS / 10, DOCUMENTS / 10 * 9);
        assertThat(onlyRefusedOffline).isLessThan(DOCUMENTS / 10);
    }

    private static List<Problem> errors(byte[] document) {
        return PolicyParser.parse("random.json", document, Instant.now()).problems().stream()
                .filter(Problem::isError)
                .toList();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.cluster.ControlPlane;
import dev.firebreak.cluster.WithControlPlane;
import dev.firebreak.operator.chart.Chart;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The corpus against a real API server and the offline tool: what one refuses and the other does not is in its name. */
@WithControlPlane
class CorpusAdmissionIT {
    private static PolicyEndpoint endpoint;

    @BeforeAll
    static void install(ControlPlane plane) {
        Chart.install(plane);
        plane.client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(PolicyEndpoint.NAMESPACE)
                        .endMetadata()
                        .build())
                .serverSideApply();
        endpoint = new PolicyEndpoint(plane.client());
    }

    static List<String> valid() throws IOException {
        return Corpus.documents("valid-");
    }

    static List<String> unaccepted() throws IOException {
        return Corpus.documents("unaccepted-");
    }

    static List<String> invalid() throws IOException {
        return Corpus.documents("invalid-");
    }

    static List<String> onlyFile() throws IOException {
        return Corpus.documents("file-");
    }

    @ParameterizedTest
    @MethodSource("valid")
    void shouldBeTakenByBothWhenADocumentIsValid(String document) throws Exception {
        assertThat(Corpus.isRefusedOffline(document)).isFalse();
        assertAdmitted(document);
    }

    @ParameterizedTest
    @MethodSource("unaccepted")
    void shouldBeAdmittedButRefusedOfflineWhenNoSchemaCanSayTheRule(String document) throws Exception {
        assertThat(Corpus.isRefusedOffline(document)).isTrue();
        assertAdmitted(document);
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void shouldBeRefusedByBothWhenADocumentIsInvalid(String document) throws Exception {
        // Given
        assertThat(Corpus.isRefusedOffline(document)).isTrue();

        // When
        HttpResponse<String> response = endpoint.dryRun(Corpus.bytes(document));

        // Then
        assertThat(response.code()).as(response.body()).isIn(400, 422);
        var status = new ObjectMapper().readTree(response.body());
        assertThat(status.path("status").textValue()).isEqualTo("Failure");
        assertThat(status.path("message").textValue()).isNotBlank();
        // The estimated cost of a rule is a bound; this is whether a real document stays within what is granted.
        assertThat(response.body()).doesNotContain("cost budget", "cost limit");
    }

    @ParameterizedTest
    @MethodSource("onlyFile")
    void shouldBeRefusedOfflineOnlyWhenTheMistakeIsOneOfTheFile(String document) throws Exception {
        assertThat(Corpus.isRefusedOffline(document)).isTrue();
        assertAdmitted(document);
    }

    @Test
    void shouldLeaveNoDocumentOutWhenClassesAreTested() throws IOException {
        assertThat(valid().size()
                        + unaccepted().size()
                        + invalid().size()
                        + onlyFile().size())
                .isEqualTo(Corpus.documents("").size())
                .isGreaterThan(150);
    }

    private static void assertAdmitted(String document) throws Exception {
        HttpResponse<String> response = endpoint.dryRun(Corpus.bytes(document));
        assertThat(response.code()).as(response.body()).isEqualTo(201);
    }
}

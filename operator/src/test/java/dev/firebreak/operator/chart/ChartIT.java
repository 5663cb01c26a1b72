// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.cluster.ControlPlane;
import dev.firebreak.cluster.WithControlPlane;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code helm template} makes of the chart. */
@WithControlPlane
class ChartIT {
    private static final Path SOURCE = Path.of("../crds/src/main/resources/META-INF/fabric8");
    private static final Path GOLDEN = Path.of("src/test/resources/chart/rendered.yaml");

    @Test
    void shouldFindNothingWhenTheChartIsLinted(ControlPlane plane) {
        assertThat(Chart.lint(plane)).doesNotContain("[WARNING]", "[ERROR]");
    }

    /** {@code -Dtest.jvm.extra=-Dfirebreak.expected.write=true} writes it anew; read the diff before you commit it. */
    @Test
    void shouldRenderWhatIsExpectedWhenNothingIsSet(ControlPlane plane) throws IOException {
        String rendered = Chart.render(plane, "--set", "crds.enabled=false");
        if (Boolean.getBoolean("firebreak.expected.write")) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, rendered);
        }

        assertThat(rendered).isEqualTo(Files.readString(GOLDEN)).doesNotContain("CustomResourceDefinition");
    }

    @Test
    void shouldInstallTheirOneSourceWhenCrdsAreEnabled(ControlPlane plane) throws IOException {
        // Given
        List<CustomResourceDefinition> sources;
        try (var files = Files.list(SOURCE)) {
            sources = files.sorted()
                    .map(file -> {
                        try {
                            return Serialization.unmarshal(Files.newInputStream(file), CustomResourceDefinition.class);
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    })
                    .toList();
        }

        // When
        List<CustomResourceDefinition> rendered = crds(Chart.objects(plane.client(), Chart.render(plane)));

        // Then
        assertThat(rendered)
                .hasSize(6)
                .allSatisfy(crd -> assertThat(crd.getMetadata().getAnnotations())
                        .containsEntry("helm.sh/resource-policy", "keep"));
        assertThat(rendered.stream().map(CustomResourceDefinition::getSpec))
                .containsExactlyInAnyOrderElementsOf(
                        sources.stream().map(CustomResourceDefinition::getSpec).toList());
    }

    @Test
    void shouldLetThemGoWhenCrdsAreNotKept(ControlPlane plane) {
        String rendered = Chart.render(plane, "--set", "crds.keep=false");

        assertThat(crds(Chart.objects(plane.client(), rendered)))
                .hasSize(6)
                .allSatisfy(crd ->
                        assertThat(crd.getMetadata().getAnnotations()).doesNotContainKey("helm.sh/resource-policy"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--set=crds.enable=true", "--set=fences=false", "--set=crds.keep=maybe", "--kube-version=1.29.9"
            })
    void shouldRefuseWhenAValueIsUnknownOrTheClusterTooOld(String argument, ControlPlane plane) {
        assertThatThrownBy(() -> Chart.render(plane, argument)).isInstanceOf(IllegalStateException.class);
    }

    private static List<CustomResourceDefinition> crds(List<HasMetadata> objects) {
        return objects.stream()
                .filter(CustomResourceDefinition.class::isInstance)
                .map(CustomResourceDefinition.class::cast)
                .toList();
    }
}

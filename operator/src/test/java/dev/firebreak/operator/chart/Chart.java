// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.chart;

import dev.firebreak.cluster.ControlPlane;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code helm/firebreak}, as {@code script/operator} installs it. */
public final class Chart {
    /** Where the chart is installed. */
    public static final String NAMESPACE = "firebreak-system";

    private static final Path FOLDER =
            Path.of("../helm/firebreak").toAbsolutePath().normalize();

    private Chart() {}

    /** What {@code helm template} makes of the chart; {@code arguments} are further ones for helm. */
    public static String render(ControlPlane plane, String... arguments) {
        List<String> words = new ArrayList<>(List.of("template", "firebreak", FOLDER.toString(), "-n", NAMESPACE));
        words.addAll(List.of(arguments));
        return Helm.run(plane, words);
    }

    /** Lints the chart; a warning is an error. */
    static String lint(ControlPlane plane) {
        return Helm.run(plane, List.of("lint", "--strict", "--quiet", FOLDER.toString()));
    }

    /**
     * Applies what is rendered and waits until the CRDs are served. Again and again changes nothing: classes that share
     * a control plane may all call it.
     */
    public static void install(ControlPlane plane) {
        KubernetesClient client = plane.client();
        client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .serverSideApply();
        List<HasMetadata> objects = objects(client, render(plane));
        objects.forEach(object -> client.resource(object).serverSideApply());
        objects.stream()
                .filter(CustomResourceDefinition.class::isInstance)
                .forEach(crd -> client.resource(crd)
                        .waitUntilCondition(
                                now -> ((CustomResourceDefinition) now)
                                        .getStatus().getConditions().stream()
                                                .anyMatch(condition -> condition
                                                                .getType()
                                                                .equals("Established")
                                                        && condition.getStatus().equals("True")),
                                30,
                                TimeUnit.SECONDS));
    }

    /** The objects of a rendered chart. */
    static List<HasMetadata> objects(KubernetesClient client, String rendered) {
        return client.load(new ByteArrayInputStream(rendered.getBytes(StandardCharsets.UTF_8)))
                .items();
    }
}

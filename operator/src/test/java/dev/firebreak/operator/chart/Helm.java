// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.operator.chart;

import dev.firebreak.cluster.ControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** helm, as {@code script/cluster} brings it. */
final class Helm {
    private static final Path SCRIPT =
            Path.of("../script/cluster").toAbsolutePath().normalize();

    private Helm() {}

    /**
     * Its stdout alone: on stderr it notes that the chart's CRDs are a link.
     *
     * @throws IllegalStateException with what it said if it fails
     */
    static String run(ControlPlane plane, List<String> arguments) {
        List<String> words = new ArrayList<>(List.of(SCRIPT.toString(), "--name", plane.name(), "helm"));
        words.addAll(arguments);
        try {
            Path told = Files.createTempFile("firebreak-helm", ".log");
            try {
                Process process =
                        new ProcessBuilder(words).redirectError(told.toFile()).start();
                process.getOutputStream().close();
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (process.onExit().join().exitValue() != 0) {
                    throw new IllegalStateException(words + " failed: " + output + Files.readString(told));
                }
                return output;
            } finally {
                Files.delete(told);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

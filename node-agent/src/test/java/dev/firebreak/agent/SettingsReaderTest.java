// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.firebreak.cli.failure.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {
    @TempDir
    private Path folder;

    @Test
    void shouldFindEverythingByItselfWhenNothingIsSet() {
        assertThat(SettingsReader.read(Map.of(), "nowhere")).isEqualTo(Settings.DEFAULT);
    }

    @Test
    void shouldTakeEveryKeyWhenAFileSetsIt() throws IOException {
        Path file = folder.resolve("agent.yaml");
        Files.writeString(file, """
                node-name: node1
                nri: off
                dns-ports: [53, 5353]
                max-list-memory: 64Mi
                cgroup-root: /sys/fs/cgroup/unified
                log-level: debug
                """);

        Settings settings = SettingsReader.read(SettingsFile.read(file), file.toString());

        assertThat(settings.nodeName()).contains("node1");
        assertThat(settings.nri()).isFalse();
        assertThat(settings.dnsPorts()).isEqualTo(List.of(53, 5353));
        assertThat(settings.maxListMemory()).isEqualTo(64L << 20);
        assertThat(settings.cgroupRoot()).isEqualTo(Optional.of(Path.of("/sys/fs/cgroup/unified")));
        assertThat(settings.logLevel()).isEqualTo("debug");
    }

    @ParameterizedTest
    @CsvSource({
        "nri, maybe",
        "dns-ports, 0",
        "dns-ports, dns",
        "dns-ports, '1,2,3,4,5,6,7,8,9'",
        "max-list-memory, much",
        "log-level, loud",
        "colour, red"
    })
    void shouldNameTheKeyWhenAValueCannotBe(String key, String value) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> SettingsReader.read(Map.of(key, value), "agent.yaml"))
                .withMessageContaining(key)
                .satisfies(refusal -> assertThat(refusal.lines()).anyMatch(line -> line.contains("agent.yaml")));
    }

    @Test
    void shouldRefuseTheFileWhenItIsNoMap() throws IOException {
        Path file = folder.resolve("agent.yaml");
        Files.writeString(file, "- one\n- two\n");

        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> SettingsFile.read(file));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@RootTest
class BpfSupportKernelIT {
    @Test
    void shouldMissNothingWhereTheKernelTestsRun() {
        // When
        BpfSupport support = BpfSupport.probe();
        // Then
        assertThat(support.missing()).isEmpty();
        assertThat(support.features()).allSatisfy(feature -> {
            assertThat(feature.detail()).isNotBlank();
            assertThat(feature.otherwise()).isNotBlank();
        });
        assertThatThrownBy(() -> support.has("telepathy")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldChangeNothing() throws Exception {
        // Given
        String before = qdiscs();
        // When
        BpfSupport.probe();
        // Then
        assertThat(qdiscs()).isEqualTo(before);
    }

    private static String qdiscs() throws IOException {
        Process tc = new ProcessBuilder("tc", "qdisc", "show", "dev", "lo").start();
        return new String(tc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.telling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which container a cgroup's path names. */
class ProcessContainersTest {
    private static final String UID = "3b1f2c55-0000-4000-8000-000000000001";
    private static final String ID = "a1".repeat(32);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0::/kubepods/besteffort/pod" + UID + "/%s",
                "0::/kubepods.slice/kubepods-besteffort.slice/"
                        + "kubepods-besteffort-pod3b1f2c55_0000_4000_8000_000000000001.slice/cri-containerd-%s.scope",
                "0::/kubelet.slice/kubepods/pod" + UID + "/%s/docker/"
                        + "b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2"
            })
    void shouldBeTheFirstBelowThePodWhenDriversWriteItEachTheirWay(String path) {
        assertThat(ProcessContainers.idIn(path.formatted(ID), UID)).contains(ID);
    }

    @Test
    void shouldNotBeKnownWhenThePathIsAnotherPods() {
        String path = "0::/kubepods/besteffort/pod00000000-0000-4000-8000-000000000009/" + ID;

        assertThat(ProcessContainers.idIn(path, UID)).isEmpty();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.agent.pod;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both drivers' layouts as names; the directories only need what a cgroup is told by. */
class PodCgroupsTest {
    private static final String UID = Sandboxes.UID.text();
    private static final String CGROUPFS = "kubepods/burstable/pod" + UID;
    private static final String SLICE = "kubepods-burstable-pod" + UID.replace('-', '_') + ".slice";
    private static final String SYSTEMD = "kubepods.slice/kubepods-burstable.slice/" + SLICE;

    @TempDir
    private Path root;

    @TempDir
    private Path proc;

    private PodCgroups cgroups;

    @BeforeEach
    void find() {
        cgroups = new PodCgroups(root, proc);
    }

    @ParameterizedTest
    @CsvSource({
        "/kubepods/burstable/podUID, ''",
        "'', /kubepods/burstable/podUID/4711",
        "/gone/podUID, /kubepods/burstable/podUID/4711"
    })
    void shouldFindThePodWhenTheCgroupfsDriverIsUsed(String parent, String path) throws IOException {
        Path made = cgroup(CGROUPFS);

        assertThat(cgroups.find(Sandboxes.in(parent.replace("UID", UID), path.replace("UID", UID), 0)))
                .contains(made);
    }

    @ParameterizedTest
    @CsvSource({"/kubepods.slice/kubepods-burstable.slice/SLICE, ''", "SLICE, ''", "'', SLICE:cri-containerd:4711"})
    void shouldFindThePodWhenSystemdsDriverIsUsed(String parent, String path) throws IOException {
        Path made = cgroup(SYSTEMD);

        assertThat(cgroups.find(Sandboxes.in(parent.replace("SLICE", SLICE), path.replace("SLICE", SLICE), 0)))
                .contains(made);
    }

    @Test
    void shouldFindThePodWhenOnlyItsProcessTells() throws IOException {
        Path made = cgroup(CGROUPFS);
        Files.createDirectories(proc.resolve("321"));
        Files.writeString(proc.resolve("321/cgroup"), "1:cpu:/elsewhere\n0::/" + CGROUPFS + "/4711\n");

        assertThat(cgroups.find(Sandboxes.in("", "", 321))).contains(made);
    }

    @Test
    void shouldFindThePodWhenTheNodeIsInAContainer() throws IOException {
        Path made = cgroup("machine.slice/docker-0123.scope/kubelet.slice/" + SYSTEMD);

        assertThat(cgroups.find(Sandboxes.in("/kubelet.slice/" + SYSTEMD, "", 0)))
                .contains(made);
        assertThat(cgroups.find(Sandboxes.in("/kubelet.slice/" + SYSTEMD, "", 0)))
                .contains(made);
    }

    @Test
    void shouldFindNothingWhenTwoNodesHaveAPodOfThatName() throws IOException {
        cgroup("one/" + CGROUPFS);
        cgroup("two/" + CGROUPFS);

        assertThat(cgroups.find(Sandboxes.in("/" + CGROUPFS, "", 0))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/kubepods", "/kubepods/burstable", "..", "/kubepods/burstable/podother", "\0"})
    void shouldFindNothingWhenTheDirectoryIsNotThePodsOwn(String parent) throws IOException {
        cgroup(CGROUPFS);
        cgroup("kubepods/burstable/podother");

        assertThat(cgroups.find(Sandboxes.in(parent, "", 0))).isEmpty();
    }

    @Test
    void shouldStayBelowTheRootWhenTheRuntimeTellsDots() throws IOException {
        Path inside = cgroup("inside");
        cgroup("pod" + UID);

        assertThat(new PodCgroups(inside, proc).find(Sandboxes.in("/../pod" + UID, "", 0)))
                .isEmpty();
    }

    @Test
    void shouldFindNothingWhenTheDirectoryIsNoCgroup() throws IOException {
        Files.createDirectories(root.resolve(CGROUPFS));

        assertThat(cgroups.find(Sandboxes.in("/" + CGROUPFS, "", 0))).isEmpty();
    }

    private Path cgroup(String path) throws IOException {
        Path directory = Files.createDirectories(root.resolve(path));
        Files.createFile(directory.resolve("cgroup.procs"));
        return directory;
    }
}

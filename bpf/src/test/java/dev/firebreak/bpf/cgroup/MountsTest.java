// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.bpf.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MountsTest {
    private static final List<String> HYBRID = List.of(
            "tmpfs /sys/fs/cgroup tmpfs rw 0 0",
            "cgroup /sys/fs/cgroup/memory cgroup rw,memory 0 0",
            "cgroup2 /sys/fs/cgroup/unified cgroup2 rw 0 0",
            "none /mnt/my\\040cgroup cgroup2 rw 0 0");

    @Test
    void shouldFindTheUnifiedHierarchyWhereTheHostIsHybrid() throws IOException {
        assertThat(Mounts.ofType("cgroup2", HYBRID)).contains(Path.of("/sys/fs/cgroup/unified"));
    }

    @Test
    void shouldReadEscapedPaths() throws IOException {
        assertThat(Mounts.ofType("cgroup2", HYBRID.subList(3, 4))).contains(Path.of("/mnt/my cgroup"));
    }

    @Test
    void shouldFindNothingWhenNothingIsMounted() throws IOException {
        assertThat(Mounts.ofType("bpf", HYBRID)).isEmpty();
    }

    @Test
    void shouldReadTheCallersOwnCgroup() throws IOException {
        var mount = new CgroupMount(Path.of("/sys/fs/cgroup"));
        assertThat(mount.own(List.of("3:memory:/x", "0::/user.slice/a")))
                .isEqualTo(new Cgroup(Path.of("/sys/fs/cgroup/user.slice/a")));
        assertThat(mount.own(List.of("0::/"))).isEqualTo(new Cgroup(Path.of("/sys/fs/cgroup")));
        assertThatThrownBy(() -> mount.own(List.of("3:memory:/x"))).isInstanceOf(IOException.class);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.firebreak.cli.ground;

import dev.firebreak.bpf.cgroup.Cgroup;
import dev.firebreak.bpf.cgroup.CgroupMount;
import dev.firebreak.cli.failure.Refusal;
import dev.firebreak.cli.leftover.PinRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a run stands on, found once before anything is changed.
 *
 * @param own the caller's cgroup: the run's is made below it, so that a nested run stays inside the outer filter
 * @param pins our folder of the bpffs
 * @param netns inode number of the caller's network namespace
 */
public record Ground(Cgroup own, PinRoot pins, long netns) {
    private static final Path SELF = Path.of("/proc/self");
    private static final Path NETNS = Path.of("/proc/self/ns/net");

    /** Finds it, or refuses with what is missing and what to do. */
    public static Ground find() {
        try {
            requireRoot();
            CgroupMount mount = CgroupMount.find().orElseThrow(Ground::noCgroup2);
            return new Ground(ownCgroup(mount), PinRoot.in(Bpffs.require()), ownNetns());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Refuses to go on where this process is not root's. */
    public static void requireRoot() {
        int uid;
        try {
            uid = (Integer) Files.getAttribute(SELF, "unix:uid");
        } catch (IOException e) {
            throw unreadable(e);
        }
        if (uid != 0) {
            throw Refusal.of(
                    "not root: loading a filter into the kernel needs it",
                    "user " + uid,
                    "run it with sudo; --user USER then runs the command as you");
        }
    }

    private static Refusal unreadable(IOException e) {
        return Refusal.of(
                        "cannot read what this process runs in: " + e.getMessage(),
                        SELF.toString(),
                        "mount proc on /proc, and look at `firebreak probe`")
                .because(e);
    }

    private static Refusal noCgroup2() {
        return Refusal.of(
                "no cgroup2 is mounted: the command needs a cgroup of its own to be filtered by",
                "/proc/self/mounts",
                "mount -t cgroup2 none /sys/fs/cgroup/unified   (make the folder first), or boot with systemd's"
                        + " unified hierarchy");
    }

    /** Only a cgroup that has this process in it: a run made elsewhere would leave the filters that we ourselves are under. */
    private static Cgroup ownCgroup(CgroupMount mount) throws IOException {
        Cgroup own = mount.own();
        if (own.exists() && own.processes().contains(ProcessHandle.current().pid())) {
            return own;
        }
        throw Refusal.of(
                "this process's own cgroup cannot be found below the cgroup2 mount: a cgroup namespace without a mount of"
                        + " its own, or the mount of another",
                own.path().toString(),
                "mount cgroup2 inside the namespace: mount -t cgroup2 none " + mount.path());
    }

    private static long ownNetns() throws IOException {
        return (Long) Files.getAttribute(NETNS, "unix:ino");
    }
}

# SPDX-License-Identifier: Apache-2.0
"""The stage: one box and the site around it, in two network namespaces without a name.

    box  192.0.2.32   the database, its deploy script, and whatever else runs on that machine
    site 192.0.2.53   dnsmasq          192.0.2.80   the frontend

The caller already runs in the box: a network and a mount namespace of its own (script/demo). Neither
namespace has a name, and each process on the stage is killed by the kernel when the caller ends, so
nothing is left behind, not even by kill -9. The addresses are those of RFC 5737, for documentation.
"""
import os
import pathlib
import socket
import stat
import subprocess
import time

HERE = pathlib.Path(__file__).resolve().parent
BOX, DNS, FRONTEND = "192.0.2.32", "192.0.2.53", "192.0.2.80"
RELEASES = {"41": "1204", "42": "1204", "43": 'ERROR: relation "users" does not exist'}
# Where libc would ask a daemon of the real host instead of the stage's DNS server (facts of glibc: nscd.h,
# and of nss-resolve: io.systemd.Resolve).
HOST_RESOLVERS = "/run/nscd/socket", "/var/run/nscd/socket", "/run/systemd/resolve/io.systemd.Resolve"
PATIENCE_SECONDS = 10


class StageError(Exception):
    """The stage could not be built: what failed, and where."""


class Box:
    """The stage; `home` is the directory of the database, empty before `build` and after `close`."""

    def __init__(self, home: pathlib.Path) -> None:
        self.home = home
        self._ended_with_us: list[subprocess.Popen] = []

    def build(self) -> None:
        # In our own mount namespace only: what is written there goes with it.
        _do("mount", "-t", "tmpfs", "tmpfs", str(self.home))
        self._write_releases()
        self._give_the_box_its_own_resolver()
        site = self._start("unshare", "--net", "sleep", "infinity")
        self._wait_until("the site's namespace is there", lambda: _has_left_our_network(site.pid))
        self._join_by_a_cable(site.pid)
        inside_site = "nsenter", f"--target={site.pid}", "--net"
        self._start(*inside_site, "dnsmasq", f"--conf-file={HERE}/dnsmasq.conf")
        self._start(*inside_site, str(HERE / "frontend"), FRONTEND)
        self._start(str(HERE / "database"), BOX, str(self.home))
        for name, address, port in (("dnsmasq", DNS, 53), ("frontend", FRONTEND, 80), ("database", BOX, 5432)):
            self._wait_until(f"{name} listens on {address}:{port}", lambda a=address, p=port: _accepts(a, p))

    def put_into_service(self, release: str) -> None:
        """Does by hand what deploy.sh does at its end: the way out of a rollback that cannot run."""
        current = self.home / "current"
        current.unlink(missing_ok=True)
        current.symlink_to(f"releases/{release}")

    def release_in_service(self) -> str:
        return os.path.basename(os.readlink(self.home / "current"))

    def close(self) -> None:
        for process in reversed(self._ended_with_us):
            process.kill()
            process.wait()
        if os.path.ismount(self.home):
            _do("umount", str(self.home))

    def _write_releases(self) -> None:
        (self.home / "releases").mkdir()
        for release, answer in RELEASES.items():
            (self.home / "releases" / release).write_text(answer + "\n")
        self.put_into_service("41")

    def _give_the_box_its_own_resolver(self) -> None:
        _do("mount", "--bind", str(HERE / "resolv.conf"), "/etc/resolv.conf")
        for path in HOST_RESOLVERS:
            if os.path.exists(path) and stat.S_ISSOCK(os.stat(path).st_mode):
                _do("mount", "--bind", "/dev/null", path)

    def _join_by_a_cable(self, site: int) -> None:
        _do("ip", "link", "set", "lo", "up")
        _do("ip", "link", "add", "eth0", "type", "veth", "peer", "name", "eth0", "netns", str(site))
        _do("ip", "address", "add", f"{BOX}/24", "dev", "eth0")
        _do("ip", "link", "set", "eth0", "up")
        inside_site = "nsenter", f"--target={site}", "--net", "ip"
        for address in DNS, FRONTEND:
            _do(*inside_site, "address", "add", f"{address}/24", "dev", "eth0")
        _do(*inside_site, "link", "set", "lo", "up")
        _do(*inside_site, "link", "set", "eth0", "up")

    def _start(self, *command: str) -> subprocess.Popen:
        # A session of its own: Ctrl-C is for the story alone.
        process = subprocess.Popen(("setpriv", "--pdeathsig", "KILL", "--", *command), stdin=subprocess.DEVNULL,
                                   start_new_session=True)
        self._ended_with_us.append(process)
        return process

    def _wait_until(self, what: str, is_so) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not is_so():
            for process in self._ended_with_us:
                if process.poll() is not None:
                    raise StageError(f"`{' '.join(process.args[4:])}` ended with {process.returncode}")
            if time.monotonic() > deadline:
                raise StageError(f"waited {PATIENCE_SECONDS} s in vain until {what}")
            time.sleep(0.01)


def _do(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise StageError(f"`{' '.join(command)}` ended with {done.returncode}: {done.stderr.strip()}")


def _has_left_our_network(pid: int) -> bool:
    return os.readlink(f"/proc/{pid}/ns/net") != os.readlink("/proc/self/ns/net")


def _accepts(address: str, port: int) -> bool:
    try:
        socket.create_connection((address, port), timeout=1).close()
        return True
    except OSError:
        return False

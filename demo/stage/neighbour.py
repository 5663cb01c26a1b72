# SPDX-License-Identifier: Apache-2.0
"""Another process on the same box, in the same network namespace, but outside the deploy's cgroup."""
import subprocess
import threading
import time
from dataclasses import dataclass

PAGE = "http://frontend.example.com/"


@dataclass(frozen=True)
class Visit:
    """What one fresh curl got; `status` 0 if it got nothing at all. Times by the monotonic clock, in seconds."""

    status: int
    text: str
    began: float
    ended: float

    def __str__(self) -> str:
        return f'{self.status} "{self.text}"'


def visit() -> Visit:
    began = time.monotonic()
    done = subprocess.run(("curl", "--silent", "--noproxy", "*", "--max-time", "5", "--write-out", "%{http_code}", PAGE),
                          capture_output=True, text=True)
    text, status = done.stdout[:-3], done.stdout[-3:]
    return Visit(int(status or 0), text.strip(), began, time.monotonic())


class Neighbour:
    """Visits the frontend again and again from the first line of a `with` to its last."""

    def __init__(self) -> None:
        self.visits: list[Visit] = []
        self._enough = threading.Event()
        self._thread = threading.Thread(target=self._stroll)

    def __enter__(self) -> "Neighbour":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._enough.set()
        self._thread.join()

    def visits_within(self, began: float, ended: float) -> list[Visit]:
        """The visits that began after `began` and were over before `ended`."""
        return [v for v in self.visits if began <= v.began and v.ended <= ended]

    def _stroll(self) -> None:
        while not self._enough.wait(0.02):
            self.visits.append(visit())

"""Process trees as /proc shows them: who is the child of whom, and who is still there."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Process:
    """One process as it was when it was looked at; the start time tells it from a later one with the same id."""

    pid: int
    parent: int
    state: str
    started: str
    command: str

    def is_alive(self) -> bool:
        """Whether this very process still runs (a zombie does not)."""
        now = look_at(self.pid)
        return now is not None and now.started == self.started and now.state != "Z"


def look_at(pid: int) -> Process | None:
    """The process with this id, if there is one."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
        command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return None
    fields = stat.rsplit(")", 1)[1].split()
    return Process(pid=pid, parent=int(fields[1]), state=fields[0], started=fields[19], command=command.strip())


def descendants(pid: int) -> list[Process]:
    """All children of a process and theirs, without zombies."""
    found = [look_at(int(path.name)) for path in Path("/proc").iterdir() if path.name.isdigit()]
    alive = [process for process in found if process is not None and process.state != "Z"]
    tree, parents = [], {pid}
    while parents:
        children = [process for process in alive if process.parent in parents]
        tree += children
        parents = {process.pid for process in children}
    return tree


def wait_until(true: Callable[[], bool], seconds: float = 60.0) -> bool:
    """Whether it became true in time."""
    until = time.monotonic() + seconds
    while not true():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def all_gone(processes: Iterable[Process], seconds: float = 30.0) -> list[Process]:
    """Those that are still alive after this time."""
    left = list(processes)
    wait_until(lambda: not any(process.is_alive() for process in left), seconds)
    return [process for process in left if process.is_alive()]

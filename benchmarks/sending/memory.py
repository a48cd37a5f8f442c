"""The most memory that the web server under test ever had resident, as the kernel remembers it."""

import os
import re
from pathlib import Path

from tests.services.processes import descendants

_PEAK = re.compile(r"VmHWM:\s+(\d+) kB")


def peak_of_web_server() -> int:
    """Bytes, of the largest Python process below this one that serves or belongs to granian."""
    pids = [each.pid for each in descendants(os.getpid()) if "granian" in each.command or "spawn_main" in each.command]
    return max(_peak(pid) for pid in pids)


def _peak(pid: int) -> int:
    found = _PEAK.search(Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) * 1024 if found else 0

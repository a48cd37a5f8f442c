"""The most memory that the web server under test ever had resident, as the kernel remembers it."""

import os
import re
from pathlib import Path

from tests.services.processes import descendants

_PEAK = re.compile(r"VmHWM:\s+(\d+) kB")


def peak_of_web_server(port: int) -> int:
    """Bytes, of the largest process of the web server that this one started at a port."""
    web = next(each for each in descendants(os.getpid()) if "granian" in each.command and f" {port} " in each.command)
    return max(_peak(each.pid) for each in (web, *descendants(web.pid)))


def _peak(pid: int) -> int:
    found = _PEAK.search(Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) * 1024 if found else 0

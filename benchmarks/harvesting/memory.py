"""What the web processes of a port keep in memory."""

from contextlib import suppress
from pathlib import Path


def resident_mb(port: int) -> float:
    """Megabytes of all processes that were started for a port: the server and its worker."""
    told = f"\0--port\0{port}\0".encode()
    total = 0
    for folder in Path("/proc").iterdir():
        with suppress(OSError):
            if folder.name.isdigit() and told in (folder / "cmdline").read_bytes():
                lines = (folder / "status").read_text().splitlines()
                total += next((int(line.split()[1]) for line in lines if line.startswith("VmRSS:")), 0)
    return total / 1024

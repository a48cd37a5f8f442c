"""Readers as a hostile file would make them, each called by its file's name; run only apart."""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from repository.inspection.reading import Reading

MB = 1_000_000


def _loop(_path: Path) -> None:
    while True:
        pass


def _sleep(_path: Path) -> None:
    time.sleep(600)


def _eat(_path: Path) -> None:
    held = [bytearray(10 * MB) for _ in range(1_000)]
    raise AssertionError(len(held))


def _eat_shared(_path: Path) -> None:
    import mmap

    held = [mmap.mmap(-1, 50 * MB) for _ in range(1_000)]
    raise AssertionError(len(held))


def _crash(_path: Path) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def _print(_path: Path) -> None:
    piece = b"x" * MB
    for _ in range(2_000):
        os.write(1, piece)
        os.write(2, piece)
    sys.stdout.write("and one line\n")


def _write_beside(path: Path) -> None:
    path.write_bytes(b"changed")


def _read_beside(path: Path) -> None:
    path.with_name("secret.txt").read_bytes()


def _read_environment(_path: Path) -> None:
    Path(f"/proc/{os.getppid()}/environ").read_bytes()


def _read_accounts(_path: Path) -> None:
    Path("/etc/passwd").read_bytes()


def _write_much(_path: Path) -> None:
    for number in range(400):
        Path(f"{number}.bin").write_bytes(b"x" * MB)
    time.sleep(600)


def _fork(_path: Path) -> None:
    if os.fork() == 0:
        os.setsid()
        time.sleep(600)


def _call_out(_path: Path) -> None:
    import socket

    socket.create_connection(("127.0.0.1", 9))


def _exit(_path: Path) -> None:
    os._exit(0)


def _close(_path: Path) -> None:
    os.closerange(0, 50)
    time.sleep(600)


def _recur(path: Path) -> None:
    sys.setrecursionlimit(10**8)
    _recur(path)


def _say_much(_path: Path) -> Reading:
    return Reading(format="x", facts={"all": "x" * (20 * MB)})


def _environment(_path: Path) -> Reading:
    return Reading(format="x", facts={"names": sorted(os.environ), "values": sorted(os.environ.values())})


def _say_nan(_path: Path) -> Reading:
    return Reading(format="x", facts={"depth": float("nan")})


_ACTS: dict[str, Callable[[Path], Reading | None]] = {
    name.removeprefix("_"): act for name, act in globals().items() if name.startswith("_") and callable(act)
}


def read(path: Path, *, name: str) -> Reading:
    """Do what the file's name says."""
    return _ACTS[name](path) or Reading(format="done")

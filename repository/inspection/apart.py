"""A file read in a process of its own, with limits on time, memory and what it writes. Linux only.

A damaged or hostile file ends as a `Reading` with a `Problem`; the caller never waits longer than its limits say.
"""

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO, Any, Final, cast

from repository.inspection import failing
from repository.inspection.readers import checker_for, reader_for
from repository.inspection.reading import Problem, Reading

_ROOT: Final = Path(__file__).resolve().parents[2]
_MB: Final = 1_000_000
_PATIENCE: Final = 0.1
"""Seconds between two looks at a child that says nothing."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take; bytes and seconds.

    `memory` is counted above what the loaded libraries take by themselves; `written` is what it may keep in its
    temporary folder, `answer` what it may say.
    """

    seconds: float = 60
    cpu_seconds: int = 60
    memory: int = 500 * _MB
    written: int = 64 * _MB
    answer: int = 8 * _MB


ORDINARY: Final = Limits()


def inspect(path: Path, *, name: str, media_type: str, limits: Limits = ORDINARY) -> Reading:
    """Read a file by the reader for its kind, apart. ``name`` is its path in the dataset.

    A kind that no reader knows is an empty Reading with the format "". Never raises for a bad file.
    """
    if path.stat().st_size == 0:
        return Reading(format="", problems=(failing.empty(),))
    reader = reader_for(media_type, name)
    if reader is None:
        return Reading(format="")
    reading = read_apart(reader, path, name=name, limits=limits)
    checker = checker_for(reader)
    if checker is None or not reading.format:
        return reading
    return _with_problems(reading, read_apart(checker, path, name=name, limits=limits).problems)


def _with_problems(reading: Reading, found: tuple[Problem, ...]) -> Reading:
    """What a checker found beside what the reader did; a checker that came to no end has found nothing."""
    kept = tuple(problem for problem in found if problem.code not in failing.FAILURES)
    return replace(reading, problems=reading.problems + kept)


def read_apart(
    reader: str, path: Path, *, name: str, limits: Limits = ORDINARY, asked: Mapping[str, Any] | None = None
) -> Reading:
    """Call ``read`` of the module ``reader`` on a file in a process of its own, and wait for what it says.

    ``asked``: what the reader is told beside the name of the file, by keyword; small, and something that JSON can say.

    One that somebody else killed (a machine short of memory) is begun once more.
    """
    told = {"path": str(path.absolute()), "name": name, "limits": asdict(limits), "asked": dict(asked or {})}
    request = json.dumps({"reader": reader, **told})
    answer, status = _answered(request, limits)
    if isinstance(answer, bytes) and status == -signal.SIGKILL:
        answer, status = _answered(request, limits)
    return _understood(answer, status)


def _answered(request: str, limits: Limits) -> tuple[bytes | str, int]:
    """What a process said, or the code of the limit that it ran into, and how it ended."""
    with tempfile.TemporaryDirectory(prefix="varve-inspection-") as folder:
        child = subprocess.Popen(
            [sys.executable, "-P", "-s", "-m", "repository.inspection", request],
            cwd=folder,
            env=_environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            answer = _listen(child, limits, Path(folder))
        finally:
            _end(child)
    return answer, child.returncode


def _environment(folder: str) -> dict[str, str]:
    """Nothing of ours reaches the child but the way to Python: no secret, no address of a database."""
    kept: Mapping[str, str] = {key: os.environ[key] for key in ("PATH", "LD_LIBRARY_PATH") if key in os.environ}
    return {
        **kept,
        "PYTHONPATH": str(_ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "HOME": folder,
        "TMPDIR": folder,
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "HDF5_USE_FILE_LOCKING": "FALSE",
        "PROJ_NETWORK": "OFF",
        "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": "{noext}",
    }


def _listen(child: subprocess.Popen[bytes], limits: Limits, folder: Path) -> bytes | str:
    """What the child said until it ended, or the code of the limit that it ran into."""
    pipe, said, deadline = cast("IO[bytes]", child.stdout).fileno(), bytearray(), time.monotonic() + limits.seconds
    while time.monotonic() < deadline:
        ended = child.poll() is not None
        ready, _, _ = select.select([pipe], [], [], 0 if ended else _PATIENCE)
        piece = os.read(pipe, 1 << 16) if ready else b""
        said += piece
        if len(said) > limits.answer or (not ready and _written(folder) > limits.written):
            return "inspection-too-much"
        if ended and not piece:
            return bytes(said)
        if ready and not piece:
            time.sleep(_PATIENCE / 10)
    return "inspection-too-long"


def _written(folder: Path) -> int:
    """The bytes that files in a folder take on the disk."""
    total = 0
    for base, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):
                total += (Path(base) / name).lstat().st_blocks * 512
    return total


def _end(child: subprocess.Popen[bytes]) -> None:
    """Kill what is left of the child's process group, and take its last word."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    cast("IO[bytes]", child.stdout).close()


def _understood(answer: bytes | str, status: int) -> Reading:
    if isinstance(answer, str):
        return Reading(format="", problems=(failing.failure(answer),))
    if status == -signal.SIGXCPU:
        return Reading(format="", problems=(failing.failure("inspection-too-long"),))
    try:
        document: dict[str, Any] = json.loads(answer)
        return Reading.from_json(document)
    except (ValueError, KeyError, TypeError):
        return Reading(format="", problems=(failing.failure("inspection-failed"),), facts={"ended": status})

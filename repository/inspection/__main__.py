"""The child of `apart.py`: one file read under limits, its Reading as JSON on the standard output."""

import errno
import gc
import importlib
import json
import os
import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from repository.inspection.confinement import read_only, stay_alone, write_only_in
from repository.inspection.failing import failure
from repository.inspection.reading import Reading, Unreadable


def main(request: dict[str, Any]) -> None:
    """Read, and answer; the limits hold from the first line on, the rest from when the reader's libraries are loaded.

    A kernel that knows no confinement leaves the limits, and the parent, which ends the whole group of processes; a
    reader whose answer everybody will see (``PUBLISHES``) is not called then.
    What a reader or its libraries print goes nowhere: the answer has a descriptor of its own.
    """
    answer = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    limits = request["limits"]
    _limit(resource.RLIMIT_CORE, 0)
    # a second between the two, so that the end says who brought it: SIGXCPU the limit, SIGKILL somebody else
    resource.setrlimit(resource.RLIMIT_CPU, (limits["cpu_seconds"], limits["cpu_seconds"] + 1))
    _limit(resource.RLIMIT_FSIZE, limits["written"])
    path = Path(request["path"])
    reader = importlib.import_module(request["reader"])
    _limit_memory(limits["memory"], path)
    is_confined = read_only(_readable(path)) & write_only_in(Path.cwd()) & stay_alone()
    if getattr(reader, "PUBLISHES", False) and not is_confined:
        reading = Reading(format="", problems=(failure("inspection-failed"),), facts={"cause": "not confined"})
    else:
        reading = _read(reader, path, request["name"], request["asked"])
    os.set_blocking(answer, True)
    with os.fdopen(answer, "wb") as stream:
        stream.write(json.dumps(reading.as_json(), allow_nan=False).encode("ascii"))
    os._exit(0)


def _readable(path: Path) -> Iterator[Path]:
    """The file itself, and what the interpreter and the libraries of readers consist of; nothing that anybody wrote.

    A file that says all only together with others comes as a link, in a folder of links to them and nothing else.
    """
    if path.is_symlink():
        yield from path.parent.iterdir()
    yield from (path, Path.cwd(), Path(__file__).resolve().parents[1])
    yield from (Path(sys.prefix), Path(sys.base_prefix) / "lib", Path("/usr/lib"), Path("/usr/lib64"))
    yield from (Path("/lib"), Path("/lib64"), Path("/usr/local/lib"), Path("/usr/share/zoneinfo"))
    yield from (Path("/etc/ld.so.cache"), Path("/etc/localtime"), Path("/etc/mime.types"))
    yield from (Path("/dev/null"), Path("/dev/urandom"), Path("/dev/random"))


def _limit(kind: int, most: int) -> None:
    resource.setrlimit(kind, (most, most))


def _limit_memory(most: int, path: Path) -> None:
    """Let the reader take ``most`` bytes beyond what its libraries took when they were loaded.

    RLIMIT_DATA counts what a process writes to (heap, anonymous mappings, stacks of threads) and neither the code of
    libraries nor a data file that is mapped for reading: it is the honest measure. RLIMIT_AS, which counts both, stands
    behind it with room for the whole file, against shared mappings, which the other does not see.
    """
    gc.collect()
    page = resource.getpagesize()
    sizes = [int(part) * page for part in Path("/proc/self/statm").read_text(encoding="ascii").split()]
    address_space, data = sizes[0], sizes[5]
    _limit(resource.RLIMIT_DATA, data + most)
    _limit(resource.RLIMIT_AS, address_space + most + path.stat().st_size)


def _read(reader: Any, path: Path, name: str, asked: dict[str, Any]) -> Reading:
    try:
        reading: Reading = reader.read(path, name=name, **asked)
        json.dumps(reading.as_json(), allow_nan=False)
    except Unreadable as fault:
        return Reading(format="", problems=(fault.problem,))
    except MemoryError:
        return Reading(format="", problems=(failure("inspection-too-large"),))
    except Exception as fault:
        if isinstance(fault, OSError) and fault.errno == errno.ENOMEM:
            return Reading(format="", problems=(failure("inspection-too-large"),))
        return Reading(
            format="",
            problems=(failure("inspection-failed"),),
            facts={"cause": f"{type(fault).__name__}: {fault}"[:300]},
        )
    return reading


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))

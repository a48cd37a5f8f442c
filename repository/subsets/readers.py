"""Which module reads the part of a file; called in a process of its own, its answer checked."""

from pathlib import Path
from typing import Final

from repository.inspection.apart import Limits, read_apart
from repository.inspection.readers import reader_for
from repository.subsets.part import Answered, answered
from repository.subsets.question import SubsetQuestion

READERS: Final = "1"
"""The version of the readers in this folder: raised when they read otherwise, so that a part may come out otherwise."""

LIMITS: Final = Limits(seconds=150, cpu_seconds=120, memory=700_000_000, answer=64_000_000)
"""What reading one file may take."""

_KINDS: Final = {"netcdf": "netcdf", "odv": "odv", "table": "table"}


class NotRead(Exception):
    """A file that gives nothing; ``code``: ``kind``, ``failed``, ``too-many``, or ``too-long`` (a busy machine may)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def part_reader_for(media_type: str, name: str) -> str | None:
    """The dotted name of the module that reads parts of such a file; None where none does."""
    kind = _KINDS.get((reader_for(media_type, name) or "").removeprefix("repository.inspection."))
    return f"repository.subsets.{kind}" if kind else None


def read_part_apart(
    path: Path, *, name: str, media_type: str, question: SubsetQuestion, limits: Limits = LIMITS
) -> Answered:
    """What a file gives to a part, read apart. Raises NotRead for a file of another kind, or one that is not read.

    ``name`` is its path in the dataset. What comes back is believed no further than `part.py` says.
    """
    reader = part_reader_for(media_type, name)
    if reader is None:
        raise NotRead("kind")
    if path.stat().st_size == 0:
        raise NotRead("failed")
    reading = read_apart(reader, path, name=name, limits=limits, asked={"question": question.as_json()})
    found = answered(reading)
    if found is None and any(problem.code == "inspection-too-long" for problem in reading.problems):
        raise NotRead("too-long")
    if found is None:
        raise NotRead("too-many" if reading.format == "too-many" else "failed")
    return found

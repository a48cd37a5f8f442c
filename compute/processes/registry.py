"""The processes there are: our own, and those of other packages by entry points of the group `varve.processes`.

A worker loads the one that it runs, without the libraries of the others: each task is a copy of what is loaded.
"""

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Final

from compute.processes.base import Process

if TYPE_CHECKING:
    from importlib.metadata import EntryPoints

GROUP: Final = "varve.processes"
_OWN: Final = {"divand": ("compute.processes.divand.process", "Divand"), "echo": ("compute.processes.echo", "Echo")}


@cache
def processes() -> dict[str, Process]:
    """By id, in the order of ids; a second one of the same id is refused. Raises ValueError."""
    found: dict[str, Process] = {}
    for process in (*(_own(name) for name in _OWN), *(point.load()() for point in _points())):
        if process.id in found:
            raise ValueError(f"There are two processes with the id {process.id!r}.")
        found[process.id] = process
    return dict(sorted(found.items()))


def process_named(name: str) -> Process | None:
    """The one of this id. Raises ValueError."""
    return _own(name) if name in _OWN else processes().get(name)


def package_of(process_id: str) -> tuple[str, str] | None:
    """Name and version of the package that brought a process by an entry point; None for our own."""
    for point in _points():
        if point.dist is not None and point.load().id == process_id:
            return point.dist.name, point.dist.version
    return None


def _own(name: str) -> Process:
    module, kind = _OWN[name]
    process: Process = getattr(import_module(module), kind)()
    return process


def _points() -> "EntryPoints":
    """Those of other packages; what reads them is loaded when they are wanted."""
    from importlib.metadata import entry_points

    return entry_points(group=GROUP)

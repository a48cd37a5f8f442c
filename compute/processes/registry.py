"""The processes there are: our own, and those of other packages by entry points of the group `varve.processes`."""

from functools import cache
from importlib.metadata import entry_points
from typing import Final

from compute.processes.base import Process
from compute.processes.divand.process import Divand
from compute.processes.echo import Echo

GROUP: Final = "varve.processes"
_OWN: Final[tuple[type[Process], ...]] = (Echo, Divand)


@cache
def processes() -> dict[str, Process]:
    """By id, in the order of ids; a second one of the same id is refused. Raises ValueError."""
    found: dict[str, Process] = {}
    for made in [*_OWN, *(point.load() for point in entry_points(group=GROUP))]:
        process = made()
        if process.id in found:
            raise ValueError(f"There are two processes with the id {process.id!r}.")
        found[process.id] = process
    return dict(sorted(found.items()))


def package_of(process_id: str) -> tuple[str, str] | None:
    """Name and version of the package that brought a process by an entry point; None for our own."""
    for point in entry_points(group=GROUP):
        if point.dist is not None and point.load().id == process_id:
            return point.dist.name, point.dist.version
    return None

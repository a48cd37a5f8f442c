"""Jobs that still run on this machine when the drill puts another moment back: they end first."""

from pathlib import Path

from compute.backends.base import Capabilities
from compute.backends.local import LocalBackend
from compute.jobdir import make_folders


def end_jobs(folder: Path) -> None:
    """All that the local backend has notes of."""
    backend = LocalBackend(folder / "backend", Capabilities(1, 1, 1, 1, 1))
    for note in (folder / "backend").glob("*.json"):
        backend.cancel(note.stem)


def fill_folders(folder: Path) -> None:
    """The empty folders of jobs, which a state does not hold."""
    for job in folder.glob("jobs/*"):
        make_folders(job)
        (job / "tmp").mkdir(exist_ok=True)

"""Packages are written here: a new one whole, later archivings file by file. Safe to repeat after a stop anywhere."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from archive.aip.archiving import Archiving, Plan, SealedManifest, plan_archiving
from archive.aip.batch import all_taken, size_of_source, small_files
from archive.aip.durable import (
    disk_failures,
    make_folder,
    sync_file_system,
    sync_folder,
    syncing_behind,
    take_file,
    take_stream,
    write_file,
)
from archive.aip.manifest import ManifestUnreadable, Seal
from archive.aip.processes import Share, processes_begun
from archive.aip.small_files import take_small
from archive.aip.staging import Staging, holds_bytes, suffixes_in
from repository.errors import PermanentFailure, TransientFailure


@dataclass(frozen=True)
class Sealed:
    """A finished archiving: the package, what proves it now, and the names that are new in it (manifest last)."""

    package: Path
    seal: Seal
    added: tuple[str, ...]


class PackageWriter:
    """Writes one package below an archive's root.

    The names, dates and bytes come from the caller, so the same archiving after the same seal gives the same files:
    a caller that was stopped calls again with the same values, and either finds its work done or completes it.

    >>> writer = PackageWriter(Path("/srv/archive"), "42182")            # doctest: +SKIP
    >>> first = writer.create(Archiving(date(2026, 3, 5), files, documents))   # doctest: +SKIP
    >>> writer.extend(Archiving(date(2026, 3, 7), documents=[correction]), after=first.seal)   # doctest: +SKIP
    """

    def __init__(self, root: Path, suffix: str) -> None:
        self._root = root
        self._staging = Staging(root, suffix)

    def create(self, archiving: Archiving) -> Sealed:
        """Write a new package.

        Raises FixityMismatch for a source with other bytes, PermanentFailure ``package-exists`` where the package was
        made from anything else, ``source-missing`` for a source that is not there, NameRefused for a bad name, and
        TransientFailure ``package-busy``, ``disk-full`` or ``disk-failed``.
        """
        return self._archive(archiving, None)

    def extend(self, archiving: Archiving, *, after: Seal) -> Sealed:
        """Add one archiving to the package that ``after`` seals.

        Raises as `create` does, PermanentFailure ``broken-chain`` where the package does not hold ``after``, and
        TransientFailure ``package-moved`` where another archiving came after it first.
        """
        return self._archive(archiving, after)

    def _archive(self, archiving: Archiving, after: Seal | None) -> Sealed:
        files = len(archiving.files)
        with disk_failures(self._root), self._staging.hold() as lock, processes_begun(files, keep=[lock]) as share:
            self._sealed(after)
            self._staging.settle()
            plan = plan_archiving(archiving, self._sealed(after))
            newest = self._staging.newest()
            seal = newest.seal if newest else None
            if seal == after:
                self._staging.drop_stages(keep=plan.token)
                self._prepare(plan, share)
                self._staging.finish(self._staging.stage(plan.token))
            elif seal != plan.seal:
                self._refuse(after)
            return Sealed(self._staging.package, plan.seal, plan.added)

    def _refuse(self, after: Seal | None) -> None:
        name = self._staging.suffix
        if after is None:
            raise PermanentFailure(f"Package {name} exists and holds something else.", code="package-exists")
        raise TransientFailure(f"Package {name} has been added to since {after.name}.", code="package-moved")

    def _sealed(self, after: Seal | None) -> SealedManifest | None:
        if after is None:
            return None
        try:
            before = self._staging.manifest(after.name)
        except FileNotFoundError:
            before = None
        if before is None or before.seal != after:
            text = f"Package {self._staging.suffix} does not hold {after.name} as it was sealed."
            raise PermanentFailure(text, code="broken-chain")
        return before

    def _prepare(self, plan: Plan, share: Share) -> None:
        """Write everything into the stage, the manifest when all else is on the disk."""
        stage = self._staging.stage(plan.token)
        make_folder(stage)
        self._take_all(plan, stage, share)
        for name, content in plan.documents:
            write_file(stage / name, content)
        sync_folder(stage)
        write_file(stage / plan.seal.name, plan.manifest.to_bytes())

    def _take_all(self, plan: Plan, stage: Path, share: Share) -> None:
        """Take in what the stage does not hold yet: many small files together, the others one by one."""
        there = {path.name for path in stage.iterdir()}
        for stray in there.difference(plan.added):
            (stage / stray).unlink()
        left = [file for file in plan.files if file.name not in there or not _holds(stage / file.name, file.sha256)]
        try:
            together = small_files(left)
            small = {name for _source, name, _sha256 in together}
            for file in left:
                if file.name not in small:
                    _take_in(file.source, stage / file.name, file.sha256)
            with syncing_behind(stage):
                all_taken(share(partial(take_small, str(stage)), together))
        except PermanentFailure:
            self._staging.drop_stages()
            raise
        if together or there:  # nobody knows whether what a stop left behind came to the disk
            sync_file_system(stage)


def _holds(path: Path, sha256: str) -> bool:
    """Whether the file lies there whole; what else lies there goes."""
    if holds_bytes(path, sha256):
        return True
    path.unlink()
    return False


def _take_in(source: Path | Callable[[], BinaryIO], target: Path, sha256: str) -> None:
    if isinstance(source, Path):
        size_of_source(source)
        take_file(source, target, sha256=sha256)
    else:
        _take_streamed(source, target, sha256)


def _take_streamed(opened: Callable[[], BinaryIO], target: Path, sha256: str) -> None:
    try:
        stream = opened()
    except FileNotFoundError as missing:
        raise PermanentFailure(f"There is no file to archive as {target.name}.", code="source-missing") from missing
    with stream:
        take_stream(stream, target, sha256=sha256)


@dataclass(frozen=True)
class Recovery:
    """What a start found after a stop: manifests brought in, places aside, packages that another process holds.

    ``damaged`` are packages with a manifest that cannot be read: nothing was done about them.
    """

    finished: tuple[str, ...] = ()
    set_aside: tuple[Path, ...] = ()
    busy: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()


def recover(root: Path, *, known: Callable[[str], Collection[str]] = lambda _suffix: ()) -> Recovery:
    """Finish every complete archiving below ``root`` and move aside what belongs to no manifest.

    ``known`` tells the names that are sealed in a package, as the catalogue has them: they stay where they are.
    Incomplete archivings stay prepared: the next call with the same values continues them, any other removes them.
    """
    finished: list[str] = []
    aside: list[Path] = []
    busy: list[str] = []
    damaged: list[str] = []
    with disk_failures(root):
        for suffix in suffixes_in(root) if root.is_dir() else ():
            staging = Staging(root, suffix)
            try:
                with staging.hold():
                    manifests, places = staging.settle(known(suffix))
            except TransientFailure:
                busy.append(suffix)
                continue
            except ManifestUnreadable:
                damaged.append(suffix)
                continue
            finished.extend(f"{suffix}/{name}" for name in manifests)
            aside.extend(places)
    return Recovery(tuple(finished), tuple(aside), tuple(busy), tuple(damaged))

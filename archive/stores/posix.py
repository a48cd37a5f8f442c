"""A folder of this machine, or a mounted one, as a store."""

import os
import re
import shutil
from collections.abc import Sequence
from contextlib import AbstractContextManager
from functools import partial
from itertools import count
from pathlib import Path
from typing import BinaryIO

from archive.aip.archiving import SourceFile
from archive.aip.batch import all_taken
from archive.aip.digest import sha256_of_file
from archive.aip.durable import (
    check_source,
    copy_unproved,
    disk_failures,
    locked,
    make_folder,
    move,
    move_new,
    sync_file_system,
    sync_folder,
    syncing_behind,
)
from archive.aip.from_disk import sha256_from_disk, sha256_of_each_from_disk
from archive.aip.layout import check_suffix, is_suffix, parse_name
from archive.aip.small_files import take_small
from archive.aip.threads import in_threads
from archive.stores.base import NotStored, Pace, ReplicaDamaged, Space, StoredFile, at_full_speed
from repository.errors import TransientFailure

INCOMING = ".incoming"
ASIDE = ".aside"


class PosixStore:
    """Packages as directories below ``root``, each readable with coreutils like the archive itself.

    A file is copied aside, brought to the disk, read back from it, compared, and only then renamed to its place.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    @property
    def root(self) -> Path:
        """The folder, whether it exists yet or not."""
        return self._root

    @property
    def url(self) -> str:
        """The folder as a ``file://`` address."""
        return self._root.as_uri()

    def put_file(self, package: str, name: str, source: Path, *, sha256: str) -> bool:
        """As `Store.put_file`. TransientFailure ``copy-differs``: the disk gave other bytes back than it was given."""
        target = self._path(package, name)
        with disk_failures(self._root):
            make_folder(target.parent)
            make_folder(self._root / INCOMING)
            with self._locked(package, name):
                if os.path.lexists(target):
                    self._compare(target, sha256)
                    return False
                move(self._verified_copy(package, source, target, sha256), target)
                return True

    def _verified_copy(self, package: str, source: Path, target: Path, sha256: str) -> Path:
        aside = self._root / INCOMING / f"{package}--{target.name}"
        copy_unproved(source, aside)
        found = sha256_from_disk(aside)
        if found != sha256:
            aside.unlink()
            check_source(source, sha256)
            raise _differs(f"{package}/{target.name}", sha256, found)
        return aside

    def put_files(self, package: str, files: Sequence[SourceFile]) -> None:
        """As `TakesMany.put_files`: copied aside, brought to the disk at once, read back from it, compared, named."""
        with disk_failures(self._root):
            folder, aside = self._root / check_suffix(package), self._root / INCOMING / f"{package}--many"
            for each in (folder, aside):
                make_folder(each)
            with locked(aside.with_suffix(".lock"), busy=f"{package} is being copied already."):
                new = [file for file in files if not self._has(self._path(package, file.name), file.sha256)]
                for left in aside.iterdir():
                    left.unlink()
                with syncing_behind(aside):
                    small = [(str(file.source), file.name, file.sha256) for file in new]
                    all_taken(in_threads(partial(take_small, str(aside)), small))
                sync_file_system(aside)
                in_threads(partial(self._read_back, aside), new)
                for file in new:
                    self._name(aside / file.name, folder / file.name, file.sha256)
                sync_folder(folder)
                aside.rmdir()
                sync_folder(aside.parent)

    def _has(self, target: Path, sha256: str) -> bool:
        if not os.path.lexists(target):
            return False
        self._compare(target, sha256)
        return True

    def _read_back(self, aside: Path, files: Sequence[SourceFile]) -> None:
        digests = sha256_of_each_from_disk([aside / file.name for file in files])
        for file, found in zip(files, digests, strict=True):
            if found != file.sha256:
                raise _differs(f"{aside.name.removesuffix('--many')}/{file.name}", file.sha256, found)

    def _name(self, aside: Path, target: Path, sha256: str) -> None:
        try:
            move_new(aside, target)
        except FileExistsError:
            self._compare(target, sha256)
            aside.unlink()

    def _compare(self, target: Path, sha256: str) -> None:
        if target.is_symlink() or not target.is_file() or sha256_of_file(target) != sha256:
            where = f"{target.parent.name}/{target.name}"
            raise ReplicaDamaged(f"{self.url} holds other bytes as {where}: they were not replaced.")

    def open_file(self, package: str, name: str) -> BinaryIO:
        """As `Store.open_file`."""
        path = self._present(package, name)
        with disk_failures(self._root):
            return path.open("rb")

    def stat_file(self, package: str, name: str) -> StoredFile | None:
        """As `Store.stat_file`."""
        path = self._path(package, name)
        with disk_failures(self._root):
            if path.is_symlink() or not path.is_file():
                return None
            return StoredFile(name, path.stat().st_size)

    def list_files(self, package: str) -> tuple[StoredFile, ...]:
        """As `Store.list_files`: whatever lies in the directory, under whatever name; folders and links left out."""
        folder = self._root / check_suffix(package)
        with disk_failures(self._root):
            if not folder.is_dir():
                return ()
            files = (path for path in folder.iterdir() if path.is_file() and not path.is_symlink())
            return tuple(sorted(StoredFile(path.name, path.stat().st_size) for path in files))

    def list_packages(self) -> tuple[str, ...]:
        """As `Store.list_packages`."""
        with disk_failures(self._root):
            if not self._root.is_dir():
                return ()
            return tuple(sorted(path.name for path in self._root.iterdir() if path.is_dir() and is_suffix(path.name)))

    def sha256_of(self, package: str, name: str, *, pace: Pace = at_full_speed) -> str:
        """As `Store.sha256_of`."""
        path = self._present(package, name)
        with disk_failures(self._root):
            return sha256_from_disk(path, after_each=pace)

    def set_aside(self, package: str, name: str) -> str | None:
        """As `Store.set_aside`; a folder or a link in the place of a file is moved like a file."""
        path = self._path(package, name)
        with disk_failures(self._root):
            if not os.path.lexists(path):
                return None
            folder = self._root / ASIDE / package
            make_folder(folder)
            make_folder(self._root / INCOMING)
            with self._locked(package, name):
                if not os.path.lexists(path):
                    return None
                places = (folder / (f"{name}.{number}" if number else name) for number in count())
                target = next(place for place in places if not os.path.lexists(place))
                move(path, target)
                return target.relative_to(self._root).as_posix()

    def traces_of(self, package: str, name: str) -> tuple[str, ...]:
        """As `Store.traces_of`; a folder that was set aside whole is looked through."""
        with disk_failures(self._root):
            return tuple(path.relative_to(self._root).as_posix() for path in self._traces(package, name))

    def erase_file(self, package: str, name: str) -> None:
        """As `Store.erase_file`; each folder is brought to the disk once its files are gone."""
        with disk_failures(self._root):
            make_folder(self._root / INCOMING)
            with self._locked(package, name):
                folders = set()
                for path in self._traces(package, name):
                    path.unlink(missing_ok=True)
                    folders.add(path.parent)
                for folder in sorted(folders):
                    sync_folder(folder)

    def _traces(self, package: str, name: str) -> list[Path]:
        """By name: nothing ever gives the bytes of a package another one, but for an ending where they lie aside."""
        path = self._path(package, name)
        ours = re.compile(rf"(?:{re.escape(package)}--)?{re.escape(name)}(?:\.(?!lock$).*)?")
        aside = list((self._root / ASIDE / package).rglob("*"))
        for entry in (self._root / INCOMING).glob(f"{package}-*"):
            aside += [entry, *entry.rglob("*")] if entry.is_dir() and not entry.is_symlink() else [entry]
        found = [each for each in aside if ours.fullmatch(each.name) and not each.is_dir()]
        return sorted([*([path] if os.path.lexists(path) else ()), *found])

    def space(self) -> Space | None:
        """As `Store.space`: of the file system that holds the folder, or will."""
        folder = self._root
        with disk_failures(self._root):
            while not folder.is_dir():
                folder = folder.parent
            usage = shutil.disk_usage(folder)
        return Space(usage.total, usage.free)

    def _locked(self, package: str, name: str) -> AbstractContextManager[int]:
        """One process at a time changes what is under a name."""
        lock = self._root / INCOMING / f"{package}--{name}.lock"
        return locked(lock, busy=f"{package}/{name} is being copied already.")

    def _path(self, package: str, name: str) -> Path:
        parse_name(name)
        return self._root / check_suffix(package) / name

    def _present(self, package: str, name: str) -> Path:
        path = self._path(package, name)
        if self.stat_file(package, name) is None:
            raise NotStored(f"{self.url} does not hold {package}/{name}.")
        return path


def _differs(which: str, sha256: str, found: str) -> TransientFailure:
    text = f"{which} was written with SHA256 {sha256} and read back with {found}."
    return TransientFailure(text, code="copy-differs")

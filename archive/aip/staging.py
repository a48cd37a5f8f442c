"""Where an archiving is prepared and how it comes to its place: whole, or file by file with the manifest last."""

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.aip.archiving import TOKEN_LENGTH, SealedManifest
from archive.aip.digest import sha256_of_file
from archive.aip.durable import locked, make_folder, move, sync_folder
from archive.aip.erasure import erased_in
from archive.aip.layout import check_suffix, is_suffix
from archive.aip.listing import read_manifest
from archive.aip.manifest import broken_links, manifests_in_order

INCOMING = ".incoming"
ASIDE = ".aside"
LOCK = ".lock"
_STAGE = re.compile(rf"(?P<suffix>.+)-[0-9a-f]{{{TOKEN_LENGTH}}}")


class Staging:
    """The folders of one package below an archive's root. Every method but `hold` needs the lock that `hold` takes.

    ``<root>/<suffix>`` is the package, ``<root>/.incoming/<suffix>-<token>`` an archiving being prepared,
    ``<root>/.aside/<suffix>`` what was found in the package without belonging to it. An archiving is complete when its
    manifest is among the prepared files: from there on whoever comes next brings it to its place.
    """

    def __init__(self, root: Path, suffix: str) -> None:
        self.suffix = check_suffix(suffix)
        self.root = root
        self.package = root / suffix
        self.incoming = root / INCOMING

    @contextmanager
    def hold(self) -> Iterator[int]:
        """Keep every other process from this package; TransientFailure ``package-busy`` where one is at work.

        Gives the descriptor of the lock, for processes that work on the package with this one.
        """
        make_folder(self.incoming)
        with locked(
            self.incoming / f"{self.suffix}{LOCK}", busy=f"Package {self.suffix} is being written already."
        ) as lock:
            yield lock

    def stage(self, token: str) -> Path:
        """The folder in which the archiving with this token is prepared."""
        return self.incoming / f"{self.suffix}-{token}"

    def stages(self) -> tuple[Path, ...]:
        """The folders prepared for this package, finished or not."""
        found = ((path, _STAGE.fullmatch(path.name)) for path in self.incoming.iterdir())
        return tuple(sorted(path for path, match in found if match and match["suffix"] == self.suffix))

    def manifest(self, name: str) -> SealedManifest:
        """Read one manifest of the package; OSError, ManifestUnreadable."""
        return read_manifest(self.package, name)

    def newest(self) -> SealedManifest | None:
        """The newest manifest of the package; None where there is no package or it has none."""
        names = manifests_in_order(_names(self.package))
        return read_manifest(self.package, names[-1]) if names else None

    def settle(self, known: Collection[str] = ()) -> tuple[tuple[str, ...], tuple[Path, ...]]:
        """Finish what was complete, move aside what belongs to no manifest: (manifests brought in, places aside).

        An incomplete stage stays where it is: the archiving that began it continues it. So does what is
        ``known`` to be sealed: its manifest may be damaged or missing, and come back. Raises ManifestUnreadable.
        """
        aside: list[Path] = []
        if self.package.is_dir() and not known and self.newest() is None:
            aside.append(self._set_aside(self.package))
        finished: list[str] = []
        for stage in self.stages():
            manifests = manifests_in_order(_names(stage))
            if not manifests and not _names(stage):
                self._drop(stage)
            elif manifests and self._fits(stage, read_manifest(stage, manifests[-1])):
                self.finish(stage)
                finished.append(manifests[-1])
            elif manifests:
                aside.append(self._set_aside(stage))
        aside.extend(self._set_aside(self.package / name) for name in self._unlisted(known))
        return tuple(finished), tuple(aside)

    def _fits(self, stage: Path, coming: SealedManifest) -> bool:
        """Whether the prepared manifest follows the package's newest, and all it adds is prepared or in its place."""
        newest = self.newest()
        sealed = {**newest.manifest.digests, newest.seal.name: newest.seal.sha256} if newest else {}
        new = coming.manifest.digests.keys() - sealed.keys()
        staged = _names(stage) - {coming.seal.name}
        erased = erased_in(coming.manifest.digests, lambda name: _read_either(name, stage, self.package))
        follows = newest is None or not broken_links(newest.manifest, newest.seal, coming.manifest, erased)
        return follows and staged <= new <= staged | _names(self.package)

    def finish(self, stage: Path) -> None:
        """Bring a complete stage to its place, the manifest last."""
        sync_folder(stage)
        if not self.package.exists():
            move(stage, self.package)
            return
        manifests = manifests_in_order(_names(stage))
        for name in sorted(_names(stage) - set(manifests)):
            self._bring(stage / name)
        sync_folder(self.package)
        for name in manifests:
            self._bring(stage / name)
        sync_folder(self.package)
        self._drop(stage)

    def _bring(self, staged: Path) -> None:
        target = self.package / staged.name
        if target.exists() or target.is_symlink():
            self._set_aside(target)
        staged.rename(target)

    def drop_stages(self, *, keep: str = "") -> None:
        """Remove what other, unfinished archivings prepared; their sources are still where they were."""
        for stage in self.stages():
            if stage != self.stage(keep):
                self._drop(stage)

    def _drop(self, stage: Path) -> None:
        for path in stage.iterdir():
            path.unlink()
        stage.rmdir()
        sync_folder(self.incoming)

    def _unlisted(self, known: Collection[str]) -> list[str]:
        """Names in the package that no manifest of it lists, and that are not ``known`` either."""
        names = _names(self.package)
        manifests = manifests_in_order(names)
        if not manifests:
            return []
        listed = {name for manifest in manifests for name in read_manifest(self.package, manifest).manifest.digests}
        return sorted(names - listed - {manifests[-1]} - set(known))

    def _set_aside(self, path: Path) -> Path:
        """Move a file or folder to ``.aside/<suffix>/``, under the first name free there."""
        folder = self.root / ASIDE / self.suffix
        make_folder(folder)
        target, count = folder / path.name, 1
        while target.exists() or target.is_symlink():
            count += 1
            target = folder / f"{path.name}.{count}"
        move(path, target)
        return target


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


def _read_either(name: str, *folders: Path) -> bytes:
    """A document from the first folder that has it; OSError where none has."""
    found = next((folder / name for folder in folders if (folder / name).is_file()), folders[-1] / name)
    return found.read_bytes()


def holds_bytes(path: Path, sha256: str) -> bool:
    """Whether a regular file with these bytes lies there."""
    return path.is_file() and not path.is_symlink() and sha256_of_file(path) == sha256


def suffixes_in(root: Path) -> tuple[str, ...]:
    """Every package below an archive's root, finished, being prepared or left locked by a stopped process."""
    incoming = _names(root / INCOMING)
    staged = {match["suffix"] for match in map(_STAGE.fullmatch, incoming) if match}
    locks = {name.removesuffix(LOCK) for name in incoming if name.endswith(LOCK)}
    packages = {path.name for path in root.iterdir() if path.is_dir()}
    return tuple(sorted(name for name in packages | staged | locks if is_suffix(name)))

"""Packages that the archive lacks come back from where a rebuild reads, every byte compared with its manifest."""

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from archive.aip.durable import FixityMismatch, disk_failures, make_folder, sync_folder, take_stream
from archive.aip.faults import Fault
from archive.aip.layout import Kind, parse_name
from archive.aip.reading import PackageRefused, ReadPackage
from archive.aip.staging import Staging, holds_bytes

Opening = Callable[[str], BinaryIO]


def restore_package(root: Path, package: ReadPackage, opened: Opening) -> tuple[str, ...]:
    """Bring what the archive below ``root`` lacks of a package; the names that were brought.

    Documents that are there are compared whole, data files by their size: audits read them again. Raises PackageRefused
    for bytes that are not those of the manifest, here or there, and what ``opened`` and the disk raise. After a stop
    it is simply done again.
    """
    staging = Staging(root, package.suffix)
    here = staging.package
    lacking = [name for name in package.files if not (here / name).is_file()]
    if not lacking:
        _compare(here, package)
        return ()
    with disk_failures(root), staging.hold():
        _compare(here, package)
        stage = staging.stage(package.newest.seal.sha256[:16])
        make_folder(stage)
        manifests = {each.seal.name for each in package.manifests}
        for name in sorted(lacking, key=lambda each: (each in manifests, each)):
            _bring(package, name, stage / name, opened)
        for stray in {path.name for path in stage.iterdir()} - set(lacking):
            (stage / stray).unlink()
        sync_folder(stage)
        staging.finish(stage)
    return tuple(lacking)


def _bring(package: ReadPackage, name: str, target: Path, opened: Opening) -> None:
    sha256 = package.files[name]
    if holds_bytes(target, sha256):
        return
    try:
        with opened(name) as stream:
            take_stream(stream, target, sha256=sha256)
    except FixityMismatch as error:
        raise PackageRefused(package.suffix, Fault("changed-hash", name, f"sealed as {sha256}")) from error


def _compare(here: Path, package: ReadPackage) -> None:
    """What the archive holds already must be what is sealed: nothing there is ever replaced."""
    for name, sha256 in package.files.items():
        path = here / name
        if not path.is_file():
            continue
        if parse_name(name).kind is Kind.DATA:
            if path.stat().st_size != package.sizes[name]:
                raise PackageRefused(package.suffix, Fault("changed-size", name, "in ARCHIVE_URL"))
        elif not holds_bytes(path, sha256):
            raise PackageRefused(package.suffix, Fault("changed-hash", name, "in ARCHIVE_URL"))

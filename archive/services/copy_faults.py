"""Is the copy of a package in a store whole and unchanged? Proved by the manifest that the database knows."""

from collections.abc import Iterator, Mapping

from archive.aip.digest import sha256_of_bytes
from archive.aip.faults import Fault
from archive.aip.listing import read_manifest
from archive.aip.manifest import Manifest, ManifestUnreadable
from archive.models import Archiving
from archive.queries import package_folder
from archive.queries.erasures import erased_names
from archive.stores.base import ReplicaDamaged, Store
from repository.errors import PermanentFailure, TransientFailure


def copy_faults(*, store: Store, archiving: Archiving) -> Iterator[Fault]:
    """Read back every file that the manifest of ``archiving`` lists. Raises what listing the store raises."""
    suffix = archiving.dataset.suffix
    names = {file.name for file in store.list_files(suffix)}
    if not names:
        yield Fault("no-package")
        return
    manifest = _local_manifest(archiving) or _stored_manifest(store, archiving)
    if manifest is None:
        yield Fault("no-manifest", "", f"neither the archive nor the copy gives {archiving.manifest_name}")
        return
    erased = erased_names(archiving.dataset)
    listed = {name: sha256 for name, sha256 in manifest.digests.items() if name not in erased}
    digests = {**listed, archiving.manifest_name: archiving.manifest_sha256}
    for name in sorted(digests.keys() - names):
        yield Fault("missing-file", name)
    yield from _byte_faults(store, suffix, {name: digests[name] for name in sorted(digests.keys() & names)})
    for name in sorted(names & erased):
        yield Fault("erased-file", name)
    for name in sorted(names - erased - digests.keys() - _on_its_way(archiving)):
        yield Fault("extra-file", name)


def _byte_faults(store: Store, suffix: str, digests: Mapping[str, str]) -> Iterator[Fault]:
    for name, sha256 in digests.items():
        try:
            found = store.sha256_of(suffix, name)
        except ReplicaDamaged as damaged:
            yield Fault("changed-hash", name, damaged.sentence)
            continue
        except (TransientFailure, PermanentFailure) as error:
            yield Fault("unreadable-file", name, error.sentence)
            continue
        if found != sha256:
            yield Fault("changed-hash", name, f"sealed as {sha256}, is {found}")


def _local_manifest(archiving: Archiving) -> Manifest | None:
    """The archive's own manifest, where it is still the one that was sealed."""
    try:
        found = read_manifest(package_folder(archiving.dataset), archiving.manifest_name)
    except (OSError, ManifestUnreadable):
        return None
    return found.manifest if found.seal == archiving.seal else None


def _stored_manifest(store: Store, archiving: Archiving) -> Manifest | None:
    """The copy's manifest, where it is still the one that was sealed."""
    try:
        with store.open_file(archiving.dataset.suffix, archiving.manifest_name) as stream:
            content = stream.read()
        manifest = Manifest.from_bytes(content)
    except (OSError, TransientFailure, PermanentFailure):
        return None
    return manifest if sha256_of_bytes(content) == archiving.manifest_sha256 else None


def _on_its_way(archiving: Archiving) -> set[str]:
    """Names of later archivings, whose copying may have begun."""
    names: set[str] = set()
    for later in Archiving.objects.filter(dataset=archiving.dataset, number__gt=archiving.number):
        manifest = _local_manifest(later)
        names |= {later.manifest_name, *(manifest.digests if manifest else ())}
    return names

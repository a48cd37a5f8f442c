"""Files that a job may read: found by reference, rights asked at submission and again when they are copied.

A reference is ``{"dataset": SUFFIX, "path": PATH, "layer": NUMBER}`` for a published layer (the newest where none is
named) or ``{"draft": KEY, "path": PATH}`` for a draft of one's own. No reference leads out of the repository.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from compute.models import Job, JobInput
from compute.placing import copy_hashed
from compute.processes.base import InputRefused
from repository.access import AUTHORS, Action, can, public_files_are_open, public_policy, roles_of
from repository.errors import NotAllowed, PermanentFailure, TransientFailure
from repository.lifecycle import Standing
from repository.models import AccessPolicy, DataFile, Dataset, DraftFile, LayerFile, Person, Snapshot
from repository.queries.layers import published_snapshots
from repository.uploads.store import draft_store

MOST: Final = 3_000
"""Files of one job: each is looked up before anything is answered."""
_STRICT: Final = (AccessPolicy.OPEN, AccessPolicy.EMBARGOED, AccessPolicy.RESTRICTED)


@dataclass(slots=True)
class References:
    """Turns references into what a process is given, and keeps which files these are: ``files`` of `canonical_inputs`.

    Raises InputRefused for what is no reference or leads to nothing, NotAllowed where the actor may not have the file.
    """

    actor: Person
    found: list[JobInput] = field(default_factory=list)

    def __call__(self, name: str, value: Any) -> dict[str, Any]:
        """One value of an input that takes files."""
        if len(self.found) >= MOST:
            words = _("{name}: one job reads at most {most} files.")
            raise InputRefused(name, "maxOccurs", words.format(name=name, most=MOST))
        if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
            raise InputRefused(
                name, "reference", _("{name}: a file is named by its dataset and path.").format(name=name)
            )
        place = _draft_place(self.actor, name, value) if "draft" in value else _layer_place(name, value)
        require_file(self.actor, place.dataset, place.file, is_draft=place.snapshot is None)
        number = sum(1 for one in self.found if one.name == name)
        place.name, place.path = name, f"{name}/{number}/{_short(value['path'])}"
        self.found.append(place)
        kept = {"path": place.path, "sha256": place.sha256, "bytes": place.size}
        return kept | {"media_type": place.file.media_type}

    @property
    def access(self) -> AccessPolicy:
        """The most restrictive of all."""
        return access_of(self.found)[0]


def access_of(files: Iterable[JobInput]) -> tuple[AccessPolicy, date | None]:
    """What applies to what is made of these files today: the most restrictive, and the last day of all embargoes.

    No day where one of the embargoes has none yet.
    """
    policies = [(AccessPolicy.OPEN, None), *map(_policy, files)]
    access = max((policy for policy, _ in policies), key=_STRICT.index)
    days = [day for policy, day in policies if policy is AccessPolicy.EMBARGOED]
    known = [day for day in days if day is not None]
    return access, max(known) if access is AccessPolicy.EMBARGOED and len(known) == len(days) else None


def read_again(actor: Person, job: Job) -> References:
    """The files that a job read, for another one that reads the same. Raises NotAllowed where rights are gone."""
    references = References(actor)
    for one in job.files.select_related("file", "dataset__current_version", "snapshot"):
        require_file(actor, one.dataset, one.file, is_draft=one.snapshot is None)
        again = JobInput(dataset=one.dataset, file=one.file, snapshot=one.snapshot, name=one.name, path=one.path)
        again.sha256, again.size = one.sha256, one.size
        references.found.append(again)
    return references


def _short(path: str) -> str:
    """The end of a file's name: a folder takes 255 bytes."""
    return path.rpartition("/")[2].encode()[-180:].decode(errors="ignore")


def require_file(actor: Person, dataset: Dataset, file: DataFile, *, is_draft: bool) -> None:
    """Raise NotAllowed where the actor may not have this file now."""
    is_allowed = bool(roles_of(actor, dataset) & AUTHORS) if is_draft else can(actor, Action.DOWNLOAD, dataset)
    if not is_allowed or not actor.is_active:
        raise NotAllowed(_("You may not read this file."), code="files-closed")
    if file.erased_at is not None:
        raise NotAllowed(_("This file was erased by an order of law."), code="file-erased")


def _layer_place(name: str, value: dict[str, Any]) -> JobInput:
    _check_keys(name, value, {"dataset": str, "path": str}, {"layer": int})
    dataset = Dataset.objects.select_related("current_version").filter(suffix=value["dataset"]).first()
    layers = published_snapshots(dataset) if dataset else Snapshot.objects.none()
    if "layer" in value:
        layers = layers.filter(number=value["layer"])
    layer = layers.first()
    place = LayerFile.objects.select_related("file").filter(snapshot=layer, path=value["path"]).first()
    if dataset is None or layer is None or place is None:
        raise _nothing(name)
    return _input(dataset, place.file, layer)


def _draft_place(actor: Person, name: str, value: dict[str, Any]) -> JobInput:
    """Of a draft of others it is not even told that it is there."""
    _check_keys(name, value, {"draft": str, "path": str}, {})
    try:
        key = UUID(value["draft"])
    except ValueError as error:
        raise _nothing(name) from error
    places = DraftFile.objects.select_related("file", "dataset__current_version")
    place = places.filter(dataset__key=key, path=value["path"]).first()
    if place is None or not roles_of(actor, place.dataset) & AUTHORS:
        raise _nothing(name)
    return _input(place.dataset, place.file, None)


def _check_keys(name: str, value: dict[str, Any], needed: dict[str, type], more: dict[str, type]) -> None:
    known = needed | more
    is_good = set(needed) <= set(value) <= set(known) and all(type(value[key]) is known[key] for key in value)
    if not is_good:
        words = _("{name}: a file is named by {keys}.").format(name=name, keys=", ".join(known))
        raise InputRefused(name, "reference", words)


def _nothing(name: str) -> InputRefused:
    return InputRefused(name, "no-such-file", _("{name}: there is no such file.").format(name=name))


def _input(dataset: Dataset, file: DataFile, layer: Snapshot | None) -> JobInput:
    return JobInput(dataset=dataset, file=file, snapshot=layer, sha256=file.sha256, size=file.size)


def _policy(one: JobInput) -> tuple[AccessPolicy, date | None]:
    """What readers of a public layer meet today; what is withdrawn or in no such layer is closed to most."""
    if one.dataset.standing == Standing.WITHDRAWN:
        return AccessPolicy.RESTRICTED, None
    if one.snapshot is not None or _is_public_by_now(one):
        policy, day = public_policy(one.dataset)
        return (AccessPolicy.OPEN, None) if public_files_are_open(one.dataset) else (AccessPolicy(policy), day)
    policy = AccessPolicy(one.dataset.access)
    return AccessPolicy.RESTRICTED if policy is AccessPolicy.OPEN else policy, one.dataset.embargo_until


def _is_public_by_now(one: JobInput) -> bool:
    """Whether a draft's file was published, before or after it was read."""
    if one.dataset.current_version is None:
        return False
    return LayerFile.objects.filter(file=one.file, snapshot__published_at__isnull=False).exists()


def place_inputs(actor: Person, folder: Path, files: list[JobInput]) -> None:
    """Copy every file below ``folder/in``, compared with its SHA256.

    Raises NotAllowed where rights are gone meanwhile, TransientFailure where a file is away, PermanentFailure where it
    is another one.
    """
    for one in files:
        require_file(actor, one.dataset, one.file, is_draft=one.snapshot is None)
        try:
            with bytes_of(one.file) as source:
                sha256, _size = copy_hashed(source, folder / "in" / one.path)
        except OSError as error:
            raise TransientFailure(f"File {one.file.number} is not there: {error}", code="file-away") from error
        if sha256 != one.sha256:
            raise PermanentFailure(f"File {one.file.number} is not what it was.", code="fixity-mismatch")


@contextmanager
def bytes_of(file: DataFile) -> Iterator[Path]:
    """Where the bytes are now: the sealed package, or the draft's own copy."""
    if file.archived_name:
        find: Callable[[DataFile], Path] = import_string(settings.PACKAGE_FILES)
        yield find(file)
        return
    with draft_store().local(file.draft_path, size=file.size, sha256=file.sha256) as path:
        yield path

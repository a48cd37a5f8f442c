"""Files that a job may read: found by reference, rights asked at submission and again when they are copied.

A reference is ``{"dataset": SUFFIX, "path": PATH, "layer": NUMBER}`` for a published layer (the newest where none is
named) or ``{"draft": KEY, "path": PATH}`` for a draft of one's own. No reference leads out of the repository.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, islice
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


_Place = tuple[str, int | str | None]
"""Suffix of a dataset, number of a layer where one is named; or the key of a draft, and `_DRAFT`."""
_DRAFT: Final = "draft"


@dataclass(slots=True)
class _Layer:
    """One layer that references lead to, read once: ``places`` are its files by path, as far as they were wanted."""

    dataset: Dataset | None
    snapshot: Snapshot | None
    places: dict[str, LayerFile] = field(default_factory=dict)


@dataclass(slots=True)
class _Draft:
    """One draft that references lead to, read once; None where there is none that the actor writes."""

    dataset: Dataset | None
    places: dict[str, DraftFile] = field(default_factory=dict)


def _draft(actor: Person, key: UUID) -> _Draft:
    dataset = Dataset.objects.select_related("current_version").filter(key=key).first()
    return _Draft(dataset if dataset is not None and may_have(actor, dataset, is_draft=True) else None)


def _layer(suffix: str, number: int | None) -> _Layer:
    dataset = Dataset.objects.select_related("current_version").filter(suffix=suffix).first()
    layers = published_snapshots(dataset) if dataset else Snapshot.objects.none()
    if number is not None:
        layers = layers.filter(number=number)
    return _Layer(dataset, layers.first())


@dataclass(slots=True)
class References:
    """Turns references into what a process is given, and keeps which files these are: ``files`` of `canonical_inputs`.

    Raises InputRefused for what is no reference or leads to nothing, NotAllowed where the actor may not have the file.
    """

    actor: Person
    found: list[JobInput] = field(default_factory=list)
    _wanted: dict[_Place, set[str]] = field(default_factory=dict)
    _layers: dict[_Place, _Layer] = field(default_factory=dict)
    _drafts: dict[str, _Draft] = field(default_factory=dict)
    _rights: dict[tuple[int, bool], bool] = field(default_factory=dict)

    def expect(self, given: Any) -> Any:
        """Keep which files of one place are named together, so that they are looked up together; gives ``given`` back.

        However many there are, a layer or a draft costs a fixed number of questions.
        """
        values = given.values() if isinstance(given, Mapping) else ()
        each = chain.from_iterable(value if isinstance(value, list) else (value,) for value in values)
        for one in islice((one for one in each if isinstance(one, Mapping)), MOST):
            named, path, number = one.get("dataset"), one.get("path"), one.get("layer")
            if "draft" in one:
                named, number = one["draft"], _DRAFT
            if isinstance(named, str) and isinstance(path, str) and (number in (None, _DRAFT) or type(number) is int):
                self._wanted.setdefault((named, number), set()).add(path)
        return given

    def __call__(self, name: str, value: Any) -> dict[str, Any]:
        """One value of an input that takes files."""
        if len(self.found) >= MOST:
            words = _("{name}: one job reads at most {most} files.")
            raise InputRefused(name, "maxOccurs", words.format(name=name, most=MOST))
        if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
            raise InputRefused(
                name, "reference", _("{name}: a file is named by its dataset and path.").format(name=name)
            )
        place = self._draft_place(name, value) if "draft" in value else self._layer_place(name, value)
        self.require(place)
        number = sum(1 for one in self.found if one.name == name)
        place.name, place.path = name, f"{name}/{number}/{_short(value['path'])}"
        self.found.append(place)
        kept = {"path": place.path, "sha256": place.sha256, "bytes": place.size}
        return kept | {"media_type": place.file.media_type}

    @property
    def access(self) -> AccessPolicy:
        """The most restrictive of all."""
        return access_of(self.found)[0]

    def require(self, place: JobInput) -> None:
        """Raise NotAllowed where the actor may not have this file now; the rights to a dataset are asked once."""
        asked = place.dataset_id, place.snapshot_id is None
        if asked not in self._rights:
            self._rights[asked] = may_have(self.actor, place.dataset, is_draft=place.snapshot_id is None)
        _check_file(place.file, is_allowed=self._rights[asked])

    def _layer_place(self, name: str, value: dict[str, Any]) -> JobInput:
        _check_keys(name, value, {"dataset": str, "path": str}, {"layer": int})
        wanted = value["dataset"], value.get("layer")
        if wanted not in self._layers:
            self._layers[wanted] = _layer(*wanted)
        layer = self._layers[wanted]
        if layer.snapshot is not None and value["path"] not in layer.places:
            paths = {value["path"]} if layer.places else {value["path"], *self._wanted.get(wanted, ())}
            places = LayerFile.objects.select_related("file").filter(snapshot=layer.snapshot, path__in=paths)
            layer.places.update({place.path: place for place in places})
        place = layer.places.get(value["path"])
        if layer.dataset is None or layer.snapshot is None or place is None:
            raise _nothing(name)
        return _input(layer.dataset, place.file, layer.snapshot)

    def _draft_place(self, name: str, value: dict[str, Any]) -> JobInput:
        """Of a draft of others it is not even told that it is there."""
        _check_keys(name, value, {"draft": str, "path": str}, {})
        key, path = value["draft"], value["path"]
        if key not in self._drafts:
            try:
                self._drafts[key] = _draft(self.actor, UUID(key))
            except ValueError as error:
                raise _nothing(name) from error
        draft = self._drafts[key]
        if draft.dataset is not None and path not in draft.places:
            paths = {path} if draft.places else {path, *self._wanted.get((key, _DRAFT), ())}
            places = DraftFile.objects.select_related("file").filter(dataset=draft.dataset, path__in=paths)
            draft.places.update({place.path: place for place in places})
        place = draft.places.get(path)
        if draft.dataset is None or place is None:
            raise _nothing(name)
        return _input(draft.dataset, place.file, None)


def access_of(files: Iterable[JobInput]) -> tuple[AccessPolicy, date | None]:
    """What applies to what is made of these files today: the most restrictive, and the last day of all embargoes.

    No day where one of the embargoes has none yet.
    """
    files = list(files)
    published = _published(files)
    policies = [(AccessPolicy.OPEN, None), *(_policy(one, is_public=one.file_id in published) for one in files)]
    access = max((policy for policy, _ in policies), key=_STRICT.index)
    days = [day for policy, day in policies if policy is AccessPolicy.EMBARGOED]
    known = [day for day in days if day is not None]
    return access, max(known) if access is AccessPolicy.EMBARGOED and len(known) == len(days) else None


def read_again(actor: Person, job: Job) -> References:
    """The files that a job read, for another one that reads the same. Raises NotAllowed where rights are gone."""
    references = References(actor)
    for one in job.files.select_related("file", "dataset__current_version", "snapshot"):
        again = JobInput(dataset=one.dataset, file=one.file, snapshot=one.snapshot, name=one.name, path=one.path)
        references.require(again)
        again.sha256, again.size = one.sha256, one.size
        references.found.append(again)
    return references


def _short(path: str) -> str:
    """The end of a file's name: a folder takes 255 bytes."""
    return path.rpartition("/")[2].encode()[-180:].decode(errors="ignore")


def require_file(actor: Person, dataset: Dataset, file: DataFile, *, is_draft: bool) -> None:
    """Raise NotAllowed where the actor may not have this file now."""
    _check_file(file, is_allowed=may_have(actor, dataset, is_draft=is_draft))


def may_have(actor: Person, dataset: Dataset, *, is_draft: bool) -> bool:
    """Whether the actor may have the files of a dataset now: of its draft who writes it, else who may download."""
    is_allowed = bool(roles_of(actor, dataset) & AUTHORS) if is_draft else can(actor, Action.DOWNLOAD, dataset)
    return is_allowed and actor.is_active


def _check_file(file: DataFile, *, is_allowed: bool) -> None:
    if not is_allowed:
        raise NotAllowed(_("You may not read this file."), code="files-closed")
    if file.erased_at is not None:
        raise NotAllowed(_("This file was erased by an order of law."), code="file-erased")


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


def _policy(one: JobInput, *, is_public: bool) -> tuple[AccessPolicy, date | None]:
    """What readers of a public layer meet today; what is withdrawn or in no such layer is closed to most."""
    if one.dataset.standing == Standing.WITHDRAWN:
        return AccessPolicy.RESTRICTED, None
    if one.snapshot_id is not None or is_public:
        policy, day = public_policy(one.dataset)
        return (AccessPolicy.OPEN, None) if public_files_are_open(one.dataset) else (AccessPolicy(policy), day)
    policy = AccessPolicy(one.dataset.access)
    return AccessPolicy.RESTRICTED if policy is AccessPolicy.OPEN else policy, one.dataset.embargo_until


def _published(files: Iterable[JobInput]) -> set[int]:
    """Those files of drafts that were published by now, before or after they were read."""
    drafts = [one.file_id for one in files if one.snapshot_id is None and one.dataset.current_version is not None]
    layers = LayerFile.objects.filter(file__in=drafts, snapshot__published_at__isnull=False)
    return set(layers.values_list("file_id", flat=True)) if drafts else set()


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

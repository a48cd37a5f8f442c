"""Putting together what the draft made of a job's outputs tells of it."""

import json
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import gettext, override

from compute.models import Job, JobInput, JobOutput
from compute.processes.base import Process
from compute.processes.registry import package_of, processes
from compute.returns.told import Asker, Made, Origin, Read, Software, Standing, Told
from compute.returns.words import LANGUAGES
from repository.access import AUTHORS, Action, can, roles_of
from repository.lifecycle import Standing as DatasetStanding
from repository.models import Dataset, DraftFile, LayerFile, Person, Snapshot
from repository.queries.drafts import effective_document
from repository.queries.editions import file_url
from repository.record.document import prune


def told_of(job: Job) -> Told:
    """Everything that is known of a job that succeeded; the same for the same job as long as its inputs stay."""
    process = processes().get(job.process)
    return Told(
        job=str(job.pk),
        process=job.process,
        version=job.version,
        title=_in_both(process.title if process else job.process),
        process_url=f"{settings.SITE_URL}/compute/{job.process}/",
        package=_package(job),
        site=_site(),
        asker=_asker(job.owner),
        began=job.started or job.created,
        ended=job.ended or job.created,
        parameters=_parameters(job),
        formats={name: str(spec.schema.get("format", "")) for name, spec in process.inputs.items()} if process else {},
        defaults={name: spec.schema.get("default") for name, spec in process.inputs.items()} if process else {},
        tasks=job.tasks or 0,
        backend=job.backend,
        reads=_Reads(job).all(),
        makes=[_made(one, process) for one in job.outputs.all()],
        language="fr" if job.owner.language.startswith("fr") else "en",
    )


class _Reads:
    """The files of a job, with what each dataset says of itself read once."""

    def __init__(self, job: Job) -> None:
        self._rows = list(job.files.select_related("dataset__current_version", "dataset__deposit", "file"))
        self._owner = job.owner
        self._is_author: dict[int, bool] = {}
        self._origins: dict[tuple[int, int], Origin] = {}
        self._is_open: dict[int, bool] = {}
        files = {one.file_id for one in self._rows}
        places = LayerFile.objects.filter(file__in=files, snapshot__published_at__isnull=False)
        self._places: dict[int, list[LayerFile]] = {}
        for place in places.select_related("snapshot").order_by("snapshot__number", "pk"):
            self._places.setdefault(place.file_id, []).append(place)
        drafts = DraftFile.objects.filter(file__in=files).values_list("file_id", "path")
        self._drafts = dict(drafts)

    def all(self) -> list[Read]:
        """In the order of the inputs."""
        return [self._read(one) for one in self._rows]

    def _read(self, one: JobInput) -> Read:
        layer, path = self._place(one)
        is_open = layer is not None and one.file.erased_at is None and self._anybody_reads(one.dataset)
        return Read(
            role=one.name,
            path=path,
            sha256=one.sha256,
            bytes=one.size,
            media_type=one.file.media_type,
            origin=self._origin(one.dataset, layer),
            url=file_url(one.dataset, layer.number, path) if layer is not None and is_open else "",
        )

    def _place(self, one: JobInput) -> tuple[Snapshot | None, str]:
        """The layer that holds the file, and its path there; of a draft that is public meanwhile the oldest layer."""
        for place in self._places.get(one.file_id, ()):
            if one.snapshot_id in {None, place.snapshot_id}:
                return place.snapshot, place.path
        known = self._drafts.get(one.file_id) if self._writes(one.dataset) else None
        return None, known or one.path.rpartition("/")[2]

    def _origin(self, dataset: Dataset, layer: Snapshot | None) -> Origin:
        key = dataset.pk, layer.pk if layer else 0
        if key not in self._origins:
            is_hidden = layer is None and not self._writes(dataset)
            self._origins[key] = _described(Standing.DRAFT, {}) if is_hidden else _origin(dataset, layer)
        return self._origins[key]

    def _writes(self, dataset: Dataset) -> bool:
        """Whether the owner may still read this draft: of one that others write on without him nothing is told."""
        if dataset.pk not in self._is_author:
            self._is_author[dataset.pk] = bool(roles_of(self._owner, dataset) & AUTHORS)
        return self._is_author[dataset.pk]

    def _anybody_reads(self, dataset: Dataset) -> bool:
        if dataset.pk not in self._is_open:
            self._is_open[dataset.pk] = can(None, Action.DOWNLOAD, dataset)
        return self._is_open[dataset.pk]


def _origin(dataset: Dataset, layer: Snapshot | None) -> Origin:
    if layer is None:
        return _described(Standing.DRAFT, effective_document(dataset))
    document = dataset.current_version.document if dataset.current_version else None
    said = json.loads(bytes(document)) if document else effective_document(dataset)
    standing = Standing.WITHDRAWN if dataset.standing == DatasetStanding.WITHDRAWN else Standing.PUBLIC
    return _described(standing, said, doi=f"{dataset.doi.lower()}#{layer.number}")


def _described(standing: Standing, document: Mapping[str, Any], doi: str = "") -> Origin:
    said = prune(document)
    title = said.get("title") if isinstance(said, dict) else None
    words = {key: text for key, text in title.items() if isinstance(text, str)} if isinstance(title, dict) else {}
    return Origin(standing, words or {"en": "untitled", "fr": "sans titre"}, said, doi)


def _in_both(text: str) -> dict[str, str]:
    """A text of a process' description in each language."""
    said = {}
    for language in LANGUAGES:
        with override(language):
            said[language] = gettext(text) if text else ""
    return said


def _parameters(job: Job) -> dict[str, Any]:
    """The canonical inputs but for the files."""
    files = set(job.files.values_list("name", flat=True))
    return {name: value for name, value in job.inputs.items() if name not in files}


def _made(one: JobOutput, process: Process | None) -> Made:
    spec = process.outputs.get(one.output) if process else None
    return Made(
        one.output, _in_both(spec.title if spec else one.output), one.name, one.media_type, one.sha256, one.size
    )


def _asker(person: Person) -> Asker:
    """As the public record names people: never by their address."""
    family, given = person.family_name or person.given_name, person.given_name if person.family_name else ""
    return Asker(family, given, person.orcid, person.affiliation, person.affiliation_ror)


def _package(job: Job) -> Software:
    found = package_of(job.process)
    return Software(*found) if found else _site()


@cache
def _site() -> Software:
    """This software, by the version of its own description."""
    described = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())
    return Software("Varve", described["project"]["version"], settings.SITE_URL)

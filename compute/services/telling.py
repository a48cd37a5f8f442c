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
from repository.access import Action, can
from repository.lifecycle import Standing as DatasetStanding
from repository.models import Dataset, DraftFile, LayerFile, Person, Snapshot
from repository.queries.drafts import effective_document
from repository.queries.editions import file_url
from repository.record.document import prune


def told_of(job: Job) -> Told:
    """Everything that is known of a job that succeeded; the same for the same job as long as its inputs stay."""
    process = processes().get(job.process)
    reads = [_read(one) for one in job.files.select_related("dataset__current_version", "dataset__deposit", "file")]
    return Told(
        job=str(job.pk),
        process=job.process,
        version=job.version,
        title=_title(job, process),
        process_url=f"{settings.SITE_URL}/compute/{job.process}/",
        package=_package(job),
        site=_site(),
        asker=_asker(job.owner),
        began=job.started or job.created,
        ended=job.ended or job.created,
        parameters=_parameters(job),
        formats={name: str(spec.schema.get("format", "")) for name, spec in process.inputs.items()} if process else {},
        tasks=job.tasks or 0,
        backend=job.backend,
        reads=reads,
        makes=[_made(one, process) for one in job.outputs.all()],
        language="fr" if job.owner.language.startswith("fr") else "en",
    )


def _read(one: JobInput) -> Read:
    layer, path = _public_place(one)
    origin = _origin(one.dataset, layer)
    is_open = layer is not None and one.file.erased_at is None and can(None, Action.DOWNLOAD, one.dataset)
    return Read(
        role=one.name,
        path=path,
        sha256=one.sha256,
        bytes=one.size,
        media_type=one.file.media_type,
        origin=origin,
        url=file_url(one.dataset, layer.number, path) if layer is not None and is_open else "",
    )


def _public_place(one: JobInput) -> tuple[Snapshot | None, str]:
    """The layer that holds the file, and its path there; of a draft that is public meanwhile the oldest layer."""
    places = LayerFile.objects.filter(file=one.file, snapshot__published_at__isnull=False).select_related("snapshot")
    places = places.filter(snapshot=one.snapshot) if one.snapshot_id else places.order_by("snapshot__number")
    place = places.first()
    if place is not None:
        return place.snapshot, place.path
    draft = DraftFile.objects.filter(dataset=one.dataset, file=one.file).values_list("path", flat=True).first()
    return None, draft or one.path.rpartition("/")[2]


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


def _title(job: Job, process: Process | None) -> dict[str, str]:
    """What the process is called in each language; its id where it is not there any more."""
    said = {}
    for language in LANGUAGES:
        with override(language):
            said[language] = gettext(process.title) if process else job.process
    return said


def _parameters(job: Job) -> dict[str, Any]:
    """The canonical inputs but for the files."""
    files = set(job.files.values_list("name", flat=True))
    return {name: value for name, value in job.inputs.items() if name not in files}


def _made(one: JobOutput, process: Process | None) -> Made:
    spec = process.outputs.get(one.output) if process else None
    return Made(one.output, spec.title if spec else one.output, one.name, one.media_type, one.sha256, one.size)


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

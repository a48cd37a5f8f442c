"""Many public datasets of every kind, by the real services of the road; only the queue between them is cut short."""

import uuid
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.module_loading import import_string

from config.pipeline import PIPELINE
from repository.lifecycle import DatasetState
from repository.models import DataFile, Dataset, Delivery, Inspection, Person, Rendition
from repository.queries.agreements import accept_in_force
from repository.services.corrections import begin_correction
from repository.services.decisions import decide_dataset
from repository.services.deliveries import Claim
from repository.services.deposits import create_deposit, set_access, write_draft
from repository.services.embargoes import end_embargoes
from repository.services.files import attach_upload, remove_file
from repository.services.rendering import render_what_lacks
from repository.services.submissions import submit_dataset
from repository.services.withdrawals import withdraw_dataset
from tests.factories import DOCUMENT

_NAMED = (
    "archive.",
    *(f"repository.consumers.{name}" for name in ("freeze", "register", "publish", "register_withdrawal")),
    *(f"repository.consumers.{name}" for name in ("render_again", "refresh_doi", "reserve_doi", "want_doi")),
    "repository.consumers.note_disciplines",
    "repository.consumers.erase_drafts",
)
TABLE = {
    event: tuple(name for name in consumers if name.startswith("archive.") or name in _NAMED)
    for event, consumers in PIPELINE.items()
}
"""The road without mails, reviews and previews."""

TABLES = {"oxygen.csv": b"station,depth_m,oxygen_umol_kg\nA1,10,251.2\n"}
SEVERAL = {
    "z first.nc": b"CDF\x01 made for a test",
    "docs/Lisez-moi été.md": b"# Read me\n",
    "a last.csv": b"time,value\n2026-01-01,1\n",
}


class Kind(StrEnum):
    """What became of a dataset, and how it is shown."""

    OPEN = "open"
    SEVERAL = "several files"
    RESTRICTED = "restricted"
    EMBARGOED = "embargoed"
    EMBARGO_ENDS = "embargo ends"
    CORRECTED = "corrected"
    LAYERED = "two layers"
    WITHDRAWN = "withdrawn"
    CORRECTED_WITHDRAWN = "corrected and withdrawn"
    RENEWED = "rendered anew"


class Publisher:
    """Publishes datasets one after the other; ``author`` and ``moderator`` do everything."""

    def __init__(self, author: Person, moderator: Person) -> None:
        self.author = author
        self.moderator = moderator
        self.made = 0

    def publish(self, kind: Kind) -> Dataset:
        """One dataset, all the way to what it is at the end."""
        self.made += 1
        dataset = create_deposit(actor=self.author).datasets.get()
        title = {"en": f"Oxygen of section {self.made}, {kind}", "fr": f"Oxygène, radiale {self.made}"}
        self.describe(dataset, **{**DOCUMENT, "title": title})
        for path, content in (SEVERAL if kind is Kind.SEVERAL else TABLES).items():
            self.attach(dataset, path, content)
        tomorrow = datetime.now(UTC).date() + timedelta(days=1)
        if kind is Kind.RESTRICTED:
            set_access(dataset_key=dataset.key, actor=self.author, access="restricted")
        if kind in {Kind.EMBARGOED, Kind.EMBARGO_ENDS}:
            until = tomorrow + timedelta(days=0 if kind is Kind.EMBARGO_ENDS else 700)
            set_access(dataset_key=dataset.key, actor=self.author, access="embargoed", embargo_until=until)
        self.accept(dataset)
        self._go_on(dataset, kind)
        dataset.refresh_from_db()
        return dataset

    def _go_on(self, dataset: Dataset, kind: Kind) -> None:
        if kind in {Kind.CORRECTED, Kind.CORRECTED_WITHDRAWN, Kind.LAYERED}:
            begin_correction(dataset_key=dataset.key, actor=self.author)
            self.describe(dataset, lineage={"en": "Calibrated again,\nsee the report."})
            if kind is Kind.LAYERED:
                self.attach(dataset, "a later cast.csv", b"station,depth_m\nB7,20\n")
            self.accept(dataset, note="Calibration.\nTwice.")
        if kind is Kind.LAYERED:
            begin_correction(dataset_key=dataset.key, actor=self.author)
            first = DataFile.objects.filter(dataset=dataset).order_by("number")[0]
            remove_file(dataset_key=dataset.key, actor=self.author, number=first.number)
            self.accept(dataset, note="Without the first cast.")
        if kind in {Kind.WITHDRAWN, Kind.CORRECTED_WITHDRAWN}:
            withdraw_dataset(dataset_key=dataset.key, actor=self.moderator, reason="Counted twice.\nSee the other.")
            run_at_once()
        if kind is Kind.RENEWED:
            Inspection.objects.filter(file__dataset=dataset).update(reading=read_as("STATION", "DEPTH"))
            Rendition.objects.filter(dataset=dataset).update(renderer="0")
            assert list(render_what_lacks()) == [dataset.suffix]
            run_at_once()

    def describe(self, dataset: Dataset, **fields: Any) -> None:
        """Lay fields over the draft."""
        write_draft(dataset_key=dataset.key, actor=self.author, fields=fields)

    def attach(self, dataset: Dataset, path: str, content: bytes) -> None:
        """Put a file into the draft; a table is read."""
        upload = SimpleUploadedFile("file", content)
        place = attach_upload(dataset_key=dataset.key, actor=self.author, upload=upload, path=path)
        if path.endswith(".csv"):
            labels = content.splitlines()[0].decode().split(",")
            Inspection.objects.filter(file=place.file).update(reading=read_as(*labels))

    def accept(self, dataset: Dataset, note: str = "") -> None:
        """Submit the draft, accept it, and run the road to its end."""
        submitted = submit_dataset(
            dataset_key=dataset.key, actor=self.author, agreement=accept_in_force("en"), note=note
        )
        assert submitted.submitted_version is not None
        decide_dataset(
            dataset_key=dataset.key,
            actor=self.moderator,
            outcome=DatasetState.ACCEPTED,
            sha256=submitted.submitted_version.sha256,
        )
        run_at_once()


def publish_many(publisher: Publisher, kinds: Mapping[Kind, int]) -> list[Dataset]:
    """So many of each kind, mixed."""
    left = dict(kinds)
    made = []
    while any(left.values()):
        for kind in [each for each, count in left.items() if count]:
            left[kind] -= 1
            made.append(publisher.publish(kind))
    return made


def end_todays_embargoes() -> None:
    """What the scheduler does every hour."""
    end_embargoes()
    run_at_once()


def run_at_once() -> None:
    """Every open delivery, as a worker does it, in the order they came; each must end well."""
    for row in _open():
        row.lease_token = uuid.uuid4()
        Delivery.objects.filter(pk=row.pk).update(lease_token=row.lease_token)
        import_string(row.consumer)(Claim(row, row.lease_token))


def _open() -> Iterator[Delivery]:
    while rows := list(Delivery.objects.filter(done_at__isnull=True).select_related("event__dataset").order_by("pk")):
        yield from rows


def read_as(*labels: str) -> dict[str, Any]:
    """What reading a table with these columns gives."""
    return {"format": "CSV", "proposals": [], "problems": [], "facts": {"header": [[each, "text"] for each in labels]}}

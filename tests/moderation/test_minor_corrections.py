"""Minor corrections go through the moderators, unless every discipline of the dataset says that they need not."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from moderation.models import Discipline, Review
from moderation.services.minor import MINOR, is_minor
from repository.lifecycle import DatasetState
from repository.models import Dataset, LifecycleEvent
from repository.record.model import Record
from repository.services.corrections import begin_correction
from repository.services.deposits import set_access
from repository.services.files import attach_upload
from tests.factories import DOCUMENT, make_pole
from tests.moderation.conftest import Cast
from tests.moderation.room import answer, published, resubmit, under_review

pytestmark = pytest.mark.django_db


def trusts(code: str = "ocean") -> None:
    """A discipline that does not read minor corrections."""
    Discipline.objects.create(pole=make_pole(code), corrections_need_review=False)


def in_correction(cast: Cast, **changes: Any) -> Dataset:
    """A public dataset that is open for correction."""
    dataset = under_review(cast.alice, **changes)
    answer(dataset, cast.bob, DatasetState.ACCEPTED)
    return begin_correction(dataset_key=published(dataset).key, actor=cast.alice)


def test_a_minor_correction_is_accepted_at_once_where_its_discipline_trusts(cast: Cast) -> None:
    dataset = in_correction(cast)
    trusts()
    resubmit(dataset, cast.alice, note="A clearer lineage.", lineage={"en": "Counted again, see the report."})
    dataset.refresh_from_db()
    assert dataset.state == DatasetState.ACCEPTED
    assert Review.objects.filter(dataset=dataset).count() == 1
    accepted = LifecycleEvent.objects.filter(type="dataset.accepted", dataset=dataset).latest("pk")
    assert (accepted.actor, accepted.payload["minor"]) == (None, ["lineage"])
    assert dataset.submitted_version is not None
    assert accepted.payload["sha256"] == dataset.submitted_version.sha256


def test_by_default_every_correction_goes_through_the_moderators(cast: Cast) -> None:
    dataset = resubmit(in_correction(cast), cast.alice, lineage={"en": "Counted again."})
    assert dataset.state == DatasetState.SUBMITTED
    assert Review.objects.get(dataset=dataset, closed_at__isnull=True).is_correction


@pytest.mark.parametrize(
    "fields",
    [
        {"title": {"en": "Another title"}},
        {"creators": [{"kind": "person", "family": "Else", "given": "Somebody"}]},
        {"licence": {"spdx": "CC0-1.0"}},
        {"poles": ["climate"]},
        {"time": {"periods": [{"begin": "2020-01-14", "end": "2026-10-19"}]}},
        {},
    ],
)
def test_what_is_cited_found_by_or_allowed_is_always_read(cast: Cast, fields: dict[str, Any]) -> None:
    make_pole("climate")
    dataset = in_correction(cast)
    trusts()
    trusts("climate")
    dataset = resubmit(dataset, cast.alice, note="A change.", **fields)
    assert dataset.state == DatasetState.SUBMITTED


def test_other_files_and_another_access_are_always_read(cast: Cast) -> None:
    dataset = in_correction(cast)
    trusts()
    upload = SimpleUploadedFile("more.csv", b"station\nB7\n")
    attach_upload(dataset_key=dataset.key, actor=cast.alice, upload=upload, path="more.csv")
    assert resubmit(dataset, cast.alice, note="More stations.").state == DatasetState.SUBMITTED
    other = in_correction(cast)
    until = datetime.now(UTC).date() + timedelta(days=30)
    set_access(dataset_key=other.key, actor=cast.alice, access="embargoed", embargo_until=until)
    assert resubmit(other, cast.alice, lineage={"en": "Counted."}).state == DatasetState.SUBMITTED


def test_one_discipline_of_several_that_wants_to_read_is_enough(cast: Cast) -> None:
    make_pole("climate")
    dataset = in_correction(cast, poles=["ocean", "climate"])
    trusts()
    assert resubmit(dataset, cast.alice, lineage={"en": "Counted."}).state == DatasetState.SUBMITTED


def test_a_first_publication_is_always_read(cast: Cast) -> None:
    trusts()
    assert under_review(cast.alice).state == DatasetState.SUBMITTED


def test_what_a_moderator_has_in_hand_stays_there(cast: Cast) -> None:
    dataset = resubmit(in_correction(cast), cast.alice, title={"en": "Another title"})
    answer(dataset, cast.bob, DatasetState.CHANGES_REQUESTED)
    trusts()
    dataset = resubmit(dataset, cast.alice, lineage={"en": "Counted."}, title=DOCUMENT["title"])
    assert dataset.state == DatasetState.SUBMITTED


def test_minor_fields_are_fields_of_the_record() -> None:
    assert set(Record.model_fields) >= MINOR
    assert not is_minor([])
    assert not is_minor(["abstract", "access"])

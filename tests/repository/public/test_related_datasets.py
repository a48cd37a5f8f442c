"""A dataset that is named by another one of the repository says so itself, on its page and at the registrar."""

import pytest
from django.test import Client
from django.utils import timezone

from repository.crosswalks.datacite import render
from repository.models import Dataset, DatasetRelation, DoiAttempt, Person
from repository.queries.editions import edition_of, layer_url
from repository.record.canonical import parse
from repository.record.inverses import INVERSES
from repository.services.doi_updates import order_stale
from repository.services.registration import sending_of
from repository.services.withdrawals import withdraw_dataset
from tests.driver import run_everything_due
from tests.repository.public.conftest import Publish
from tests.repository.public.stories import published_again

pytestmark = pytest.mark.django_db


def naming(dataset: Dataset, relation: str = "IsPartOf") -> list[dict[str, str]]:
    return [{"identifier": dataset.doi.upper(), "identifier_type": "DOI", "relation": relation}]


def sent(dataset: Dataset) -> str:
    fresh = Dataset.objects.select_related("current_version").get(pk=dataset.pk)
    return bytes(sending_of(fresh).metadata).decode()


def line(dataset: Dataset, relation: str) -> str:
    return (
        f'<relatedIdentifier relatedIdentifierType="DOI" relationType="{relation}" '
        f'resourceTypeGeneral="Dataset">{dataset.doi}</relatedIdentifier>'
    )


def test_the_other_side_is_shown_and_sent_and_goes_with_who_said_it(
    publish: Publish, alice: Person, mona: Person, reader: Client
) -> None:
    whole = publish()
    assert order_stale() == 0
    before = reader.get(f"/datasets/{whole.suffix}/").content.decode()
    part = publish(title={"en": "Oxygen of one station"}, related=naming(whole))
    page = reader.get(f"/datasets/{whole.suffix}/").content.decode()
    assert "Oxygen of one station" in page
    assert "Oxygen of one station" not in before
    assert f'href="/datasets/{part.suffix}/"' in page
    assert line(part, "HasPart") in sent(whole)
    assert layer_url(whole, whole.snapshots.get().number) in sent(whole)
    assert order_stale() == 1
    run_everything_due()
    assert order_stale() == 0
    newest = DoiAttempt.objects.filter(doi=whole.doi).order_by("-id")[0]
    assert (newest.action, newest.outcome in ("registered", "findable")) == ("refresh", True)
    withdraw_dataset(dataset_key=part.key, actor=mona, reason=f"Wrong on {timezone.now():%Y}.")
    run_everything_due()
    assert part.doi not in sent(whole)
    assert "Oxygen of one station" not in reader.get(f"/datasets/{whole.suffix}/").content.decode()
    assert order_stale() == 1


def test_what_harvesters_get_changes_only_with_the_record_itself(publish: Publish) -> None:
    whole = publish()
    publish(related=naming(whole))
    whole.refresh_from_db()
    assert whole.current_version is not None
    stored = bytes(whole.renditions.get(format="datacite").body)
    assert stored in render(parse(bytes(whole.current_version.document)), edition_of(whole))


def test_a_correction_that_says_it_no_more_takes_it_back(publish: Publish, alice: Person, mona: Person) -> None:
    whole = publish()
    part = publish(related=naming(whole, "IsNewVersionOf"))
    assert line(part, "IsPreviousVersionOf") in sent(whole)
    published_again(part, alice, mona, related=[], note="It is another series.")
    assert not DatasetRelation.objects.exists()
    assert part.doi not in sent(whole)


def test_both_sides_said_by_their_records_are_sent_once(publish: Publish, alice: Person, mona: Person) -> None:
    whole = publish()
    part = publish(related=naming(whole))
    said = [{"identifier": part.doi, "identifier_type": "DOI", "relation": "HasPart", "resource_type": "Dataset"}]
    published_again(whole, alice, mona, related=said, note="Names its part.")
    assert sent(whole).count(part.doi) == 1


def test_the_other_side_of_the_other_side_is_the_same() -> None:
    assert all(INVERSES[INVERSES[relation]] == relation for relation in INVERSES)

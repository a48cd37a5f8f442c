"""What a DOI says through its life: findable after the copies, its layers as parts, its relations, its end."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import etree
from pytest_django import Settings

from repository.models import Dataset, Person, Snapshot
from repository.queries.agreements import accept_in_force
from repository.queries.editions import layer_url
from repository.services.corrections import begin_correction
from repository.services.files import attach_upload
from repository.services.submissions import submit_dataset
from repository.services.withdrawals import withdraw_dataset
from tests.factories import accept, make_operator, make_public, make_submitted
from tests.fakes.datacite.rules import KERNEL
from tests.fakes.datacite.server import FakeDataCite, Seen
from tests.repository.registrars.site import held, run_all

pytestmark = pytest.mark.django_db

RELATED = [
    {"identifier": "10.1016/j.pocean.2025.1", "identifier_type": "DOI", "relation": "IsSupplementTo",
     "resource_type": "JournalArticle"},
    {"identifier": "10.17882/42182#42350", "identifier_type": "DOI", "relation": "IsNewVersionOf"},
    {"identifier": "10.17882/55123", "identifier_type": "DOI", "relation": "IsSupplementedBy"},
]  # fmt: skip


def related(xml: bytes) -> set[tuple[str | None, str | None, str | None]]:
    """Relation, type and identifier of each related identifier."""
    found = etree.fromstring(xml).iter(f"{KERNEL}relatedIdentifier")
    return {(each.get("relationType"), each.get("relatedIdentifierType"), each.text) for each in found}


def with_another_file(dataset: Dataset, author: Person, moderator: Person) -> Dataset:
    """One more layer."""
    begin_correction(dataset_key=dataset.key, actor=author)
    upload = SimpleUploadedFile("more.csv", b"station\nA2\n")
    attach_upload(dataset_key=dataset.key, actor=author, upload=upload, path="more.csv")
    agreement = accept_in_force("en")
    submit_dataset(dataset_key=dataset.key, actor=author, note="One more station, found late.", agreement=agreement)
    run_all()
    accept(dataset, moderator)
    run_all()
    return dataset


def test_nothing_is_findable_before_the_copies_of_the_policy_are_verified(
    datacite: FakeDataCite, alice: Person, mona: Person, settings: Settings
) -> None:
    dataset = make_submitted(alice)
    run_all()
    copy = Path(settings.ARCHIVE_REPLICAS["second"].removeprefix("file://"))
    copy.rmdir()
    copy.write_text("no folder: the disk is away")
    accept(dataset, mona)
    run_all()
    assert held(datacite, dataset).state == "draft"
    assert datacite.asked("PUT") == []
    copy.unlink()
    copy.mkdir()
    there: list[bool] = []

    def look(seen: Seen) -> None:
        if seen.method == "PUT":
            there.append(any((copy / dataset.suffix).glob("manifest-sha256-*.txt")))

    datacite.when_asked = look
    run_all(hours=1)
    assert held(datacite, dataset).state == "findable"
    assert there == [True]


def test_versions_supplements_and_articles_are_told_as_related_identifiers(
    datacite: FakeDataCite, alice: Person, mona: Person
) -> None:
    dataset = make_public(alice, mona, related=RELATED)
    told = related(held(datacite, dataset).xml)
    assert {
        ("IsSupplementTo", "DOI", "10.1016/j.pocean.2025.1"),
        ("IsNewVersionOf", "DOI", "10.17882/42182"),
        ("IsNewVersionOf", "URL", "https://doi.org/10.17882/42182#42350"),
        ("IsSupplementedBy", "DOI", "10.17882/55123"),
    } <= told
    assert not any("#" in (identifier or "") for _relation, kind, identifier in told if kind == "DOI")


def test_every_layer_is_a_part_under_its_own_address(datacite: FakeDataCite, alice: Person, mona: Person) -> None:
    dataset = make_public(alice, mona)
    (first,) = Snapshot.objects.filter(dataset=dataset)
    assert ("HasPart", "URL", layer_url(dataset, first.number)) in related(held(datacite, dataset).xml)
    with_another_file(dataset, alice, mona)
    second = Snapshot.objects.filter(dataset=dataset).latest("number")
    parts = {found for found in related(held(datacite, dataset).xml) if found[0] == "HasPart"}
    assert parts == {("HasPart", "URL", layer_url(dataset, layer.number)) for layer in (first, second)}
    assert list(datacite.registry.dois) == [dataset.doi]


def test_a_withdrawal_tells_its_date_and_reason_at_the_registrar(
    datacite: FakeDataCite, alice: Person, mona: Person
) -> None:
    dataset = make_public(alice, mona)
    withdraw_dataset(dataset_key=dataset.key, actor=make_operator(), reason="The sensor was broken.")
    run_all()
    doi = held(datacite, dataset)
    tree = etree.fromstring(doi.xml)
    (date,) = [each for each in tree.iter(f"{KERNEL}date") if each.get("dateType") == "Withdrawn"]
    assert (date.text, date.get("dateInformation")) == (str(dataset.withdrawn_on), "The sensor was broken.")
    assert any("The sensor was broken." in (each.text or "") for each in tree.iter(f"{KERNEL}description"))
    assert not list(tree.iter(f"{KERNEL}size"))


def test_a_suffix_may_be_a_uuid_and_the_archive_directory_is_the_suffix(
    datacite: FakeDataCite, alice: Person, mona: Person, settings: Settings
) -> None:
    settings.DOI_SUFFIX_SCHEME = "uuid"
    dataset = make_public(alice, mona)
    assert len(dataset.suffix) == 36
    assert held(datacite, dataset).state == "findable"
    for place in (settings.ARCHIVE_URL, settings.ARCHIVE_REPLICAS["second"]):
        assert [each.name for each in Path(place.removeprefix("file://")).glob("*-*")] == [dataset.suffix]

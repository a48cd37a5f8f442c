"""Every version of a public dataset stays readable at its own address, with the note of what changed."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from repository.errors import Incomplete
from repository.models import Dataset, Person
from repository.queries.agreements import accept_in_force
from repository.queries.landing import public_landing
from repository.services.corrections import begin_correction
from repository.services.files import attach_upload
from repository.services.submissions import submit_dataset
from tests.repository.public.conftest import Publish
from tests.repository.public.stories import published_again, withdrawn

WHY = "Affiliation corrected <b>by mistake</b>"


@pytest.fixture
def dataset(publish: Publish, alice: Person, mona: Person) -> Dataset:
    """Three publications: the first layer, another lineage, another layer."""
    made = publish(lineage={"en": "Counted by hand."})
    made = published_again(made, alice, mona, note=WHY, lineage={"en": "Counted by machine."})
    return published_again(made, alice, mona, files={"new.csv": b"a\n1\n"}, note="A year more.", title={"en": "Third"})


def page_of(reader: Client, dataset: Dataset, number: int) -> str:
    answer = reader.get(f"/datasets/{dataset.suffix}/versions/{number}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_version_shows_its_own_description_files_and_note(dataset: Dataset, reader: Client) -> None:
    first, second, third = (page_of(reader, dataset, number) for number in (1, 2, 3))
    assert "Counted by hand." in first
    assert "Counted by machine." not in first
    assert "This is version 1" in first
    assert "Counted by machine." in second
    assert "Affiliation corrected &lt;b&gt;by mistake&lt;/b&gt;" in second
    assert "new.csv" not in second
    assert "new.csv" in third
    assert "A year more." in third
    assert "Go to the newest version" in second
    assert "Go to the newest version" not in third


def test_the_page_of_the_dataset_leads_to_every_version_with_its_note(dataset: Dataset, reader: Client) -> None:
    page = reader.get(f"/datasets/{dataset.suffix}/").content.decode()
    for words in ("A year more.", "Affiliation corrected &lt;b&gt;by mistake&lt;/b&gt;", "As published"):
        assert words in page
    for number in (1, 2):
        assert f'href="/datasets/{dataset.suffix}/versions/{number}/"' in page
    assert f"/datasets/{dataset.suffix}/versions/3/" not in page
    beds = public_landing(dataset).beds
    assert [bed.side_url or bed.url for bed in beds[1:]] == [
        f"/datasets/{dataset.suffix}/versions/{number}/" for number in (2, 1)
    ]


def test_the_first_version_is_found_when_only_the_description_changed_since(
    publish: Publish, alice: Person, mona: Person, reader: Client
) -> None:
    made = published_again(publish(), alice, mona, note=WHY, lineage={"en": "Counted by machine."})
    assert f'href="/datasets/{made.suffix}/versions/1/"' in reader.get(f"/datasets/{made.suffix}/").content.decode()


def test_programs_are_led_to_the_newest_version(dataset: Dataset, reader: Client) -> None:
    answer = reader.get(f"/datasets/{dataset.suffix}/versions/1/")
    page = answer.content.decode()
    assert '<meta name="robots" content="noindex">' in page
    assert f'/datasets/{dataset.suffix}/">' in page.partition('rel="canonical"')[2][:80]
    assert "application/ld+json" not in page
    assert 'rel="latest-version"' in answer["Link"]
    assert reader.get(answer.wsgi_request.path, headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_what_is_no_version_is_not_found(
    dataset: Dataset, reader: Client, alice: Person, signed_in: Callable[[Person], Client]
) -> None:
    begin_correction(dataset_key=dataset.key, actor=alice)
    for number in ("0", "4", "99999999999999999999", "x", "-1"):
        assert reader.get(f"/datasets/{dataset.suffix}/versions/{number}/").status_code == 404, number
    assert signed_in(alice).get(f"/datasets/{dataset.suffix}/versions/4/").status_code == 404
    assert reader.post(f"/datasets/{dataset.suffix}/versions/1/").status_code == 405


def test_a_version_of_a_closed_dataset_gives_no_file_and_of_a_withdrawn_one_nothing(
    publish: Publish, alice: Person, mona: Person, reader: Client
) -> None:
    closed = published_again(publish(access="restricted"), alice, mona, lineage={"en": "Mended."})
    page = page_of(reader, closed, 1)
    assert "/zip" not in page
    withdrawn(closed, mona)
    assert reader.get(f"/datasets/{closed.suffix}/versions/1/").status_code == 410


def test_whoever_changes_public_files_says_what_and_why(publish: Publish, alice: Person) -> None:
    dataset = begin_correction(dataset_key=publish().key, actor=alice)
    upload = SimpleUploadedFile("new.csv", b"a\n1\n")
    attach_upload(dataset_key=dataset.key, actor=alice, upload=upload, path="new.csv")
    for note in ("", "  \n"):
        with pytest.raises(Incomplete) as refused:
            submit_dataset(dataset_key=dataset.key, actor=alice, agreement=accept_in_force("en"), note=note)
        assert refused.value.code == "note-missing"
    submitted = submit_dataset(
        dataset_key=dataset.key, actor=alice, agreement=accept_in_force("en"), note="A year more."
    )
    assert submitted.state == "submitted"

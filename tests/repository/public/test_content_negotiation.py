"""The address of a dataset answers in the form that a program asks for."""

import hashlib
import re
from base64 import b64decode

import pytest
from django.conf import settings
from django.test import Client

from repository.crosswalks.formats import EXPORTS, Format
from repository.models import Dataset, Person
from repository.views.landing_forms import offers
from tests.repository.public.conftest import Publish
from tests.repository.public.stories import withdrawn
from tests.repository.public.typed_links import of_header

STORED = [entry for entry in EXPORTS.values() if entry.stored]


@pytest.fixture
def dataset(publish: Publish) -> Dataset:
    return publish()


def page_of(dataset: Dataset) -> str:
    return f"/datasets/{dataset.suffix}/"


def accept_of(entry: Format) -> str:
    """What a program sends that wants this format and no other."""
    return f'{entry.media_type};profile="{entry.profile}"' if entry.profile else entry.media_type


def test_every_stored_format_is_given_at_the_address_of_the_dataset(dataset: Dataset, reader: Client) -> None:
    for entry in STORED:
        answer = reader.get(page_of(dataset), headers={"Accept": accept_of(entry)})
        export = reader.get(f"{page_of(dataset)}export/{entry.export}")
        assert (answer.status_code, answer.content) == (200, export.content), entry.name
        assert answer["Content-Type"].split(";")[0] == entry.media_type
        assert answer["Content-Location"] == f"{page_of(dataset)}export/{entry.export}"
        assert "Accept" in answer["Vary"].split(", ")


def test_a_browser_gets_the_page_and_so_does_who_asks_for_anything(dataset: Dataset, reader: Client) -> None:
    for accept in ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "*/*", "text/*"):
        answer = reader.get(page_of(dataset), headers={"Accept": accept})
        assert answer["Content-Type"] == "text/html; charset=utf-8"
        assert "Accept" in answer["Vary"].split(", ")
    assert reader.get(page_of(dataset))["Content-Type"] == "text/html; charset=utf-8"


def test_all_links_are_one_of_the_forms(dataset: Dataset, reader: Client) -> None:
    for kind in ("application/linkset+json", "application/linkset"):
        answer = reader.get(page_of(dataset), headers={"Accept": kind})
        assert (answer.status_code, answer["Content-Type"]) == (200, kind)
        assert answer["Content-Location"] == f"{page_of(dataset)}export/linkset"


def test_the_names_that_doi_agencies_use_are_known_where_their_format_is(dataset: Dataset, reader: Client) -> None:
    for accept, name in (
        ("application/vnd.schemaorg.ld+json", "schema-org"),
        ("application/x-datacite+xml", "datacite-xml"),
        ("application/citeproc+json", "csl-json"),
        ("application/json", "schema-org"),
        ("application/json, text/plain, */*", "schema-org"),
    ):
        answer = reader.get(page_of(dataset), headers={"Accept": accept})
        assert answer["Content-Type"].partition(";")[0] == accept.partition(",")[0]
        assert answer["Content-Location"].endswith(f"/{name}")
    assert len({(offer.media_type, offer.profile) for offer in offers()}) == len(offers())


def test_what_is_not_here_is_refused_with_the_list_of_what_is(dataset: Dataset, reader: Client) -> None:
    answer = reader.get(page_of(dataset), headers={"Accept": "image/png, text/html;q=0"})
    assert answer.status_code == 406
    assert "Accept" in answer["Vary"].split(", ")
    lines = [line.split("\t") for line in answer.content.decode().splitlines()]
    assert [line[0].split(" ")[0] for line in lines] == [offer.media_type for offer in offers()]
    for _kind, address in lines:
        assert reader.get(address.removeprefix(settings.SITE_URL)).status_code == 200
    assert {link.relation for link in of_header(answer["Link"])} == {"alternate"}


def test_a_withdrawn_dataset_is_gone_in_every_form(dataset: Dataset, reader: Client, mona: Person) -> None:
    gone = withdrawn(dataset, mona)
    for accept in (*map(accept_of, STORED), "application/linkset", "image/png", "text/html"):
        assert reader.get(page_of(gone), headers={"Accept": accept}).status_code == 410, accept


def test_a_record_proves_its_bytes_and_is_not_sent_again(dataset: Dataset, reader: Client) -> None:
    for entry in STORED:
        answer = reader.get(f"{page_of(dataset)}export/{entry.export}")
        found = re.fullmatch(r"sha-256=:([A-Za-z0-9+/=]+):", answer["Repr-Digest"])
        assert found
        assert b64decode(found[1]) == hashlib.sha256(answer.content).digest(), entry.name
        assert answer["Last-Modified"]
        for known in ({"If-None-Match": answer["ETag"]}, {"If-Modified-Since": answer["Last-Modified"]}):
            again = reader.get(f"{page_of(dataset)}export/{entry.export}", headers=known)
            assert (again.status_code, again.content) == (304, b"")

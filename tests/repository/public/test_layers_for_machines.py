"""A layer's own address serves programs as the address of its dataset does."""

import json

import pytest
from django.conf import settings
from django.test import Client

from repository.models import Dataset, Person
from tests.factories import make_moderator, make_person
from tests.repository.public.stories import published, published_again, withdrawn
from tests.repository.public.typed_links import Found, of_header, of_json, only

SITE = settings.SITE_URL


def two_layers() -> Dataset:
    """A dataset of Alice's that Mona moderated twice."""
    alice, mona = make_person("alice"), make_moderator("mona")
    dataset = published(alice, mona, files={"a.csv": b"1\n"})
    return published_again(dataset, alice, mona, files={"b.csv": b"2\n"})


@pytest.fixture
def series(db: None) -> Dataset:
    """A dataset of two layers."""
    return two_layers()


@pytest.fixture
def mona(series: Dataset) -> Person:
    """Who moderated it."""
    return Person.objects.get(given_name="Mona")


def oldest(dataset: Dataset) -> int:
    return dataset.snapshots.order_by("number")[0].number


def page_of(dataset: Dataset) -> str:
    """The address of the older layer."""
    return f"/datasets/{dataset.suffix}/layers/{oldest(dataset)}/"


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("application/ld+json", "schema-org"),
        ('application/ld+json;profile="https://schema.org/"', "schema-org"),
        ("application/vnd.schemaorg.ld+json", "schema-org"),
        ("application/json", "schema-org"),
        ("application/x-bibtex", "bibtex"),
        ("application/x-research-info-systems", "ris"),
        ("application/vnd.citationstyles.csl+json", "csl-json"),
        ("text/x-bibliography", "citation-text"),
        ("application/linkset+json", "linkset"),
        ("application/linkset", "linkset"),
    ],
)
def test_a_layer_answers_in_the_form_that_is_asked_for(series: Dataset, reader: Client, accept: str, name: str) -> None:
    answer = reader.get(page_of(series), headers={"Accept": accept})
    body = answer.getvalue()
    assert answer.status_code == 200
    assert answer["Content-Type"].partition(";")[0] == accept.partition(";")[0]
    assert answer["Content-Location"] == f"/datasets/{series.suffix}/export/{name}?layer={oldest(series)}"
    assert "Accept" in answer["Vary"]
    form = "&format=text" if accept == "application/linkset" else ""
    again = reader.get(f"{answer['Content-Location']}{form}")
    assert again.getvalue() == body
    assert f"#{oldest(series)}" in body.decode()


def test_a_layer_is_described_by_itself_and_as_part_of_its_dataset(series: Dataset, reader: Client) -> None:
    values = json.loads(reader.get(page_of(series), headers={"Accept": "application/ld+json"}).content)
    whole = f"{SITE}/doi/{series.doi}"
    assert values["@type"] == values["isPartOf"]["@type"] == "Dataset"
    assert (values["@id"], values["url"]) == (f"{whole}#{oldest(series)}", f"{SITE}{page_of(series)}")
    assert values["identifier"] == f"{series.doi}#{oldest(series)}"
    assert (values["isPartOf"]["@id"], values["isPartOf"]["url"]) == (whole, f"{SITE}/datasets/{series.suffix}/")
    assert values["distribution"][0]["name"] == "a.csv"
    for download in values["distribution"]:
        assert reader.get(download["contentUrl"].removeprefix(SITE)).status_code == 200
    assert values["license"]
    assert values["creator"]
    assert "hasPart" not in values


def test_its_typed_links_lead_to_itself_its_files_and_its_dataset(series: Dataset, reader: Client) -> None:
    found = of_header(reader.get(page_of(series))["Link"])
    landing = f"{SITE}/datasets/{series.suffix}/"
    for relation in ("collection", "up", "latest-version"):
        assert only(found, relation) == [Found(relation, landing, "text/html")]
    described = {(each.media_type, each.profile): each.href for each in only(found, "describedby")}
    here = f"{landing}export/schema-org?layer={oldest(series)}"
    assert described["application/ld+json", "https://schema.org/"] == here
    back = of_header(reader.get(here.removeprefix(SITE))["Link"])
    assert only(back, "describes") == [Found("describes", f"{SITE}{page_of(series)}", "text/html")]
    assert [each.href.rpartition("/")[2] for each in only(found, "item")] == ["a.csv"]
    every = of_json(reader.get(f"{landing}export/linkset?layer={oldest(series)}".removeprefix(SITE)).getvalue())
    assert only(every, "describes", here)[0].href == f"{SITE}{page_of(series)}"
    assert only(every, "describes", f"{landing}export/datacite-xml")[0].href == landing


def test_what_a_layer_has_not_is_refused_with_the_list_of_what_it_has(series: Dataset, reader: Client) -> None:
    answer = reader.get(page_of(series), headers={"Accept": "application/vnd.datacite.datacite+xml"})
    assert answer.status_code == 406
    addresses = [line.split("\t")[1] for line in answer.text.splitlines()]
    assert addresses[0] == f"{SITE}{page_of(series)}"
    for address in addresses:
        assert reader.get(address.removeprefix(SITE)).status_code == 200, address


def test_a_layer_that_is_not_there_is_in_no_form_and_a_withdrawn_one_is_gone(
    series: Dataset, reader: Client, mona: Person
) -> None:
    nowhere = f"/datasets/{series.suffix}/layers/1/"
    for accept in ("text/html", "application/ld+json", "application/linkset", "image/png", "text/x-bibliography"):
        assert reader.get(nowhere, headers={"Accept": accept}).status_code == 404, accept
    gone, address = withdrawn(series, mona), page_of(series)
    for accept in ("text/html", "application/ld+json", "application/linkset", "image/png"):
        assert reader.get(address, headers={"Accept": accept}).status_code == 410, accept
    assert gone.suffix in address


def test_a_layer_is_cited_in_a_style_that_is_negotiated(series: Dataset, reader: Client) -> None:
    answer = reader.get(page_of(series), headers={"Accept": "text/x-bibliography; style=apa"})
    assert f"{series.doi}#{oldest(series)}" in answer.text
    assert reader.get(answer["Content-Location"]).text == answer.text


@pytest.mark.parametrize("place", ["", "layer"])
def test_a_style_that_is_not_there_is_answered_with_the_list_of_styles(
    series: Dataset, reader: Client, place: str
) -> None:
    address = page_of(series) if place else f"/datasets/{series.suffix}/"
    answer = reader.get(address, headers={"Accept": "text/x-bibliography; style=nonsense"})
    assert (answer.status_code, answer["Content-Type"]) == (406, "text/plain; charset=utf-8")
    names = [line.split("\t")[0] for line in answer.text.splitlines()]
    assert names == ["apa", "vancouver", "harvard", "chicago", "iso690"]
    assert "Accept" in answer["Vary"]
    for name in names:
        assert reader.get(f"/datasets/{series.suffix}/export/citation-text?style={name}").status_code == 200

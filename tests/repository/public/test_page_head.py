"""What the head of a public page says to programs, and that a browser has nothing to complain of."""

import json
from typing import Any

from django.test import Client
from lxml import html

from repository.models import Dataset, Person
from tests.repository.public.conftest import Publish
from tests.repository.public.stories import published_again, withdrawn


def head(reader: Client, address: str) -> html.HtmlElement:
    """The head of a page, as a browser reads it."""
    found = html.fromstring(reader.get(address).content).find("head")
    assert found is not None
    return found


def metas(found: html.HtmlElement) -> dict[str, list[str]]:
    """Name -> what is said under it."""
    said: dict[str, list[str]] = {}
    for tag in found.findall("meta[@name]"):
        said.setdefault(tag.attrib["name"], []).append(tag.attrib["content"])
    return said


def block(found: html.HtmlElement) -> dict[str, Any]:
    """The values of the one block of JSON-LD."""
    (script,) = found.xpath("script[@type='application/ld+json']")
    values: dict[str, Any] = json.loads(script.text)
    return values


def page_of(dataset: Dataset) -> str:
    return f"/datasets/{dataset.suffix}/"


def test_the_head_names_the_dataset_in_two_dialects_of_meta_elements(publish: Publish, reader: Client) -> None:
    dataset = publish(title={"en": 'Ice & "snow" </head><script>alert(1)</script>'})
    found = head(reader, page_of(dataset))
    said = metas(found)
    assert said["citation_title"] == said["DC.title"] == ['Ice & "snow" </head><script>alert(1)</script>']
    assert said["DC.identifier"] == [f"http://localhost:8000/doi/{dataset.doi}"]
    assert said["citation_author"] == said["DC.creator"]
    assert "citation_doi" not in said  # a test DOI
    links = {link.attrib["rel"]: link.attrib["href"] for link in found.findall("link")}
    schemas = {relation: address for relation, address in links.items() if relation.startswith("schema.")}
    assert schemas == {
        "schema.DC": "http://purl.org/dc/elements/1.1/",
        "schema.DCTERMS": "http://purl.org/dc/terms/",
    }


def test_the_head_holds_schema_org_with_the_files_to_download(publish: Publish, reader: Client) -> None:
    evil = "</script><script>alert(1)</script><!--"
    dataset = publish(title={"en": evil}, files={"a.csv": b"a\n1\n", "b.csv": b"b\n2\n"})
    values = block(head(reader, page_of(dataset)))
    assert (values["@type"], values["name"]) == ("Dataset", evil)
    assert values["@id"] == f"http://localhost:8000/doi/{dataset.doi}"
    downloads = [each["contentUrl"] for each in values["distribution"]]
    assert [address.rpartition("/")[2] for address in downloads[:2]] == ["a.csv", "b.csv"]
    for address in downloads:
        assert reader.get(address.removeprefix("http://localhost:8000")).status_code == 200


def test_a_layer_is_cited_and_described_in_its_head_as_part_of_the_whole(
    publish: Publish, reader: Client, alice: Person, mona: Person
) -> None:
    dataset = published_again(publish(files={"a.csv": b"1\n"}), alice, mona, files={"b.csv": b"2\n"})
    first = dataset.snapshots.order_by("number")[0].number
    found = head(reader, f"{page_of(dataset)}layers/{first}/")
    whole = f"http://localhost:8000/doi/{dataset.doi}"
    assert metas(found)["DC.identifier"] == [f"{whole}#{first}"]
    values = block(found)
    assert (values["@id"], values["isPartOf"]["@id"]) == (f"{whole}#{first}", whole)
    files = [each["contentUrl"].rpartition("/")[2] for each in values["distribution"]]
    assert files == ["a.csv", "zip", f"manifest?layer={first}"]


def test_the_head_of_a_tombstone_describes_nothing(publish: Publish, reader: Client, mona: Person) -> None:
    found = head(reader, page_of(withdrawn(publish(), mona)))
    assert not [name for name in metas(found) if name.startswith(("citation_", "DC"))]
    assert found.xpath("script[@type='application/ld+json']") == []

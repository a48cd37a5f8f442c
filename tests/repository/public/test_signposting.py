"""Typed links in the header (FAIR Signposting, 2023-10-02) lead a program through the landing page."""

import re

from django.conf import settings
from django.test import Client

from tests.repository.public.conftest import Publish


def links(header: str) -> list[tuple[str, str, str]]:
    """(relation, address, media type) of each link."""
    found = re.findall(r'<([^>]*)>; rel="([^"]*)"(?:; type="([^"]*)")?', header)
    return [(relation, address, kind) for address, relation, kind in found]


def test_the_landing_page_names_identifier_records_files_licence_and_authors(publish: Publish, reader: Client) -> None:
    dataset = publish(files={"a.csv": b"a\n1\n", "b c.nc": b"CDF\x01xx"})
    found = links(reader.get(f"/datasets/{dataset.suffix}/")["Link"])
    relations = [relation for relation, _address, _kind in found]
    assert [a for r, a, _k in found if r == "cite-as"] == [f"http://localhost:8000/doi/{dataset.doi}"]
    assert (
        "describedby",
        f"{settings.SITE_URL}/datasets/{dataset.suffix}/export/bibtex",
        "application/x-bibtex",
    ) in found
    assert relations.count("describedby") == 6
    items = {address.rpartition("/")[2]: kind for relation, address, kind in found if relation == "item"}
    assert items == {"a.csv": "text/csv", "b%20c.nc": "application/x-netcdf"}
    assert ("license", "https://creativecommons.org/licenses/by/4.0/", "") in found
    assert ("author", "https://orcid.org/0000-0002-1825-0097", "") in found
    assert {a for r, a, _k in found if r == "type"} == {"https://schema.org/AboutPage", "https://schema.org/Dataset"}


def test_every_link_to_this_site_answers(publish: Publish, reader: Client) -> None:
    dataset = publish()
    for relation, address, kind in links(reader.get(f"/datasets/{dataset.suffix}/")["Link"]):
        if relation in ("describedby", "item"):
            assert address.startswith(settings.SITE_URL)
            answer = reader.get(address.removeprefix(settings.SITE_URL))
            assert answer.status_code == 200
            assert answer["Content-Type"].split(";")[0] == kind.split(";")[0], relation


def test_files_and_records_lead_back_to_the_landing_page(publish: Publish, reader: Client) -> None:
    dataset = publish()
    landing = f"{settings.SITE_URL}/datasets/{dataset.suffix}/"
    fragment = dataset.snapshots.get().number
    file = reader.get(f"/datasets/{dataset.suffix}/files/{fragment}/oxygen.csv")
    assert links(file["Link"]) == [("collection", landing, "text/html")]
    record = reader.get(f"/datasets/{dataset.suffix}/export/datacite-xml")
    assert links(record["Link"])[0][:2] == ("describes", landing)


def test_many_files_are_left_out_of_the_header(publish: Publish, reader: Client) -> None:
    dataset = publish(files={f"f{number}.csv": f"{number}\n".encode() for number in range(21)})
    header = reader.get(f"/datasets/{dataset.suffix}/")["Link"]
    assert 'rel="item"' not in header
    assert len(header) < 4096


def test_the_page_names_its_other_forms_in_its_head(publish: Publish, reader: Client) -> None:
    dataset = publish()
    page = reader.get(f"/datasets/{dataset.suffix}/").content.decode()
    assert f'<link rel="canonical" href="http://localhost:8000/datasets/{dataset.suffix}/">' in page
    assert page.count('<link rel="alternate"') == 6

"""Typed links in the header (FAIR Signposting, 2023-10-02, level 1) lead a program through the landing page."""

from dataclasses import replace

import pytest
from django.conf import settings
from django.test import Client

from repository.crosswalks import cdi
from repository.crosswalks.formats import FORMATS, Format
from repository.models import Dataset, Person
from repository.queries.landing import public_landing
from repository.queries.landing_parts import Agent, ExportLink, Link, People
from repository.views.public_headers import MOST_BYTES, signposts
from tests.repository.public.conftest import Publish
from tests.repository.public.stories import published_again, withdrawn
from tests.repository.public.typed_links import Found, of_header, only

SITE = settings.SITE_URL


def links(reader: Client, address: str) -> list[Found]:
    """The links of a page's header, which are those of its ``HEAD`` too."""
    header = reader.get(address)["Link"]
    assert reader.head(address)["Link"] == header
    return of_header(header)


def page_of(dataset: Dataset) -> str:
    return f"/datasets/{dataset.suffix}/"


def test_the_landing_page_says_what_it_is_and_what_to_cite_it_as(publish: Publish, reader: Client) -> None:
    dataset = publish()
    found = links(reader, page_of(dataset))
    assert only(found, "cite-as") == [Found("cite-as", f"http://localhost:8000/doi/{dataset.doi}")]
    assert [link.href for link in only(found, "type")] == ["https://schema.org/AboutPage", "https://schema.org/Dataset"]
    assert only(found, "license") == [Found("license", "https://creativecommons.org/licenses/by/4.0/")]
    assert Found("author", "https://orcid.org/0000-0002-1825-0097") in found
    assert reader.get(only(found, "cite-as")[0].href.removeprefix(SITE))["Location"] == page_of(dataset)


def test_every_stored_format_describes_the_dataset_with_its_media_type(publish: Publish, reader: Client) -> None:
    dataset = publish()
    described = only(links(reader, page_of(dataset)), "describedby")
    assert described == [
        Found("describedby", f"{SITE}{page_of(dataset)}export/{entry.export}", entry.media_type, entry.profile)
        for entry in FORMATS.values()
        if entry.stored
    ] + [Found("describedby", f"{SITE}{page_of(dataset)}export/cdi", cdi.MEDIA_TYPE, cdi.PROFILE)]


def test_no_two_formats_look_the_same_to_a_program() -> None:
    def look(entry: Format) -> tuple[str, str]:
        return entry.media_type, entry.profile

    assert len({look(entry) for entry in FORMATS.values()}) == len(FORMATS), "give the later one a profile"


def test_every_file_is_an_item_with_its_media_type(publish: Publish, reader: Client) -> None:
    dataset = publish(files={"a.csv": b"a\n1\n", "b c.nc": b"CDF\x01xx"})
    items = only(links(reader, page_of(dataset)), "item")
    names = {item.href.rpartition("/")[2]: item.media_type for item in items}
    assert names == {"a.csv": "text/csv", "b%20c.nc": "application/x-netcdf"}


def test_every_link_to_this_site_answers_as_it_says(publish: Publish, reader: Client) -> None:
    dataset = publish()
    for link in links(reader, page_of(dataset)):
        if link.relation in ("describedby", "item", "linkset"):
            answer = reader.get(link.href.removeprefix(SITE))
            assert answer.status_code == 200
            assert answer["Content-Type"].split(";")[0] == link.media_type, link.relation


def test_files_and_records_lead_back_to_the_landing_page_and_to_all_links(publish: Publish, reader: Client) -> None:
    dataset = publish()
    fragment = dataset.snapshots.get().number
    landing = f"{SITE}{page_of(dataset)}"
    file = links(reader, f"{page_of(dataset)}files/{fragment}/oxygen.csv")
    assert only(file, "collection") == [Found("collection", landing, "text/html")]
    for entry in FORMATS.values():
        record = links(reader, f"{page_of(dataset)}export/{entry.export}")
        assert only(record, "describes") == [Found("describes", landing, "text/html")], entry.name
        assert len(only(record, "linkset")) == 2
    assert [link.href for link in only(file, "linkset")] == [
        f"{landing}export/linkset?layer={fragment}",
        f"{landing}export/linkset?layer={fragment}&format=text",
    ]


def test_many_files_are_one_archive_in_the_header(publish: Publish, reader: Client) -> None:
    dataset = publish(files={f"f{number}.csv": f"{number}\n".encode() for number in range(21)})
    fragment = dataset.snapshots.get().number
    archive = Found("item", f"{SITE}{page_of(dataset)}layers/{fragment}/zip", "application/zip")
    assert only(links(reader, page_of(dataset)), "item") == [archive]
    back = links(reader, archive.href.removeprefix(SITE))
    assert only(back, "collection") == [Found("collection", f"{SITE}{page_of(dataset)}", "text/html")]


def test_a_layer_has_its_own_citation_files_and_set_of_links(
    publish: Publish, reader: Client, alice: Person, mona: Person
) -> None:
    dataset = published_again(publish(files={"a.csv": b"1\n"}), alice, mona, files={"b.csv": b"2\n"})
    first = dataset.snapshots.order_by("number")[0].number
    found = links(reader, f"{page_of(dataset)}layers/{first}/")
    assert only(found, "cite-as") == [Found("cite-as", f"{SITE}/doi/{dataset.doi}#{first}")]
    assert only(found, "latest-version") == [Found("latest-version", f"{SITE}{page_of(dataset)}", "text/html")]
    assert [item.href for item in only(found, "item")] == [f"{SITE}{page_of(dataset)}files/{first}/a.csv"]
    assert only(found, "linkset")[0].href.endswith(f"export/linkset?layer={first}")


@pytest.mark.parametrize("access", ["embargoed", "restricted"])
def test_closed_files_are_no_items(publish: Publish, reader: Client, access: str) -> None:
    assert only(links(reader, page_of(publish(access=access))), "item") == []


def test_a_tombstone_says_only_what_it_was_cited_as_and_who_made_it(
    publish: Publish, reader: Client, mona: Person
) -> None:
    dataset = withdrawn(publish(), mona)
    assert {link.relation for link in links(reader, page_of(dataset))} == {"cite-as", "author"}


def test_the_header_stays_small_whatever_the_record_holds(publish: Publish) -> None:
    page = public_landing(publish(files={f"{'long name ' * 12}{number}.csv": b"1\n" for number in range(20)}))
    people = People(shown=tuple(Agent(f"A {n}", f"https://orcid.org/0000-0001-0000-{n:04}") for n in range(2000)))
    header = signposts(replace(page, people=people))
    assert len(header) <= MOST_BYTES
    assert [item.media_type for item in only(of_header(header), "item")] == ["application/zip"]
    assert 15 <= len(only(of_header(header), "author")) <= 20
    formats = tuple(ExportLink("x", f"/{'x' * 200}/{n}", "application/xml") for n in range(40))
    crowded = replace(page, exports=formats, licence=Link("x", f"https://example.org/{'é' * 4000}"))
    assert len(signposts(crowded)) <= MOST_BYTES
    relations = {link.relation for link in of_header(signposts(crowded))}
    assert {"cite-as", "linkset", "type"} <= relations


def test_the_page_names_its_other_forms_in_its_head(publish: Publish, reader: Client) -> None:
    dataset = publish()
    page = reader.get(page_of(dataset)).content.decode()
    assert f'<link rel="canonical" href="http://localhost:8000{page_of(dataset)}">' in page
    feeds = page.count('<link rel="alternate" type="application/atom+xml"')
    assert (page.count('<link rel="alternate"') - feeds, feeds) == (len(FORMATS) + 1, 2), "CDI is of no stored format"

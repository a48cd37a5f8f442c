"""All links of a dataset in one document (FAIR Signposting, level 2; RFC 9264)."""

from django.conf import settings
from django.test import Client

from repository.crosswalks.formats import FORMATS
from repository.models import Dataset, Person
from tests.repository.public.conftest import Publish
from tests.repository.public.stories import published_again, withdrawn
from tests.repository.public.typed_links import Found, of_header, of_json, only

SITE = settings.SITE_URL
JSON, TEXT = "application/linkset+json", "application/linkset"


def address_of(dataset: Dataset) -> str:
    return f"/datasets/{dataset.suffix}/export/linkset"


def linkset(reader: Client, dataset: Dataset, query: str = "") -> list[Found]:
    """The links of the set in JSON."""
    answer = reader.get(f"{address_of(dataset)}{query}")
    assert (answer.status_code, answer["Content-Type"]) == (200, JSON)
    return of_json(answer.getvalue())


def test_the_set_holds_all_that_the_header_of_the_page_says(publish: Publish, reader: Client) -> None:
    dataset = publish(files={"a.csv": b"1\n", "é & ü/b.nc": b"CDF\x01xx"})
    landing = f"{SITE}/datasets/{dataset.suffix}/"
    header = of_header(reader.get(f"/datasets/{dataset.suffix}/")["Link"])
    wanted = {link._replace(anchor=landing) for link in header if link.relation != "linkset"}
    assert wanted == {link for link in linkset(reader, dataset) if link.anchor == landing}


def test_every_record_describes_and_every_file_belongs_to_exactly_one_page(publish: Publish, reader: Client) -> None:
    dataset = publish(files={f"{number}.csv": f"{number}\n".encode() for number in range(30)})
    landing = f"{SITE}/datasets/{dataset.suffix}/"
    found = linkset(reader, dataset)
    records, items = only(found, "describedby", landing), only(found, "item", landing)
    assert (len(records), len(items)) == (len(FORMATS) + 1, 30), "the CDI summary is written when asked for"
    for record in records:
        assert only(found, "describes", record.href) == [Found("describes", landing, "text/html", anchor=record.href)]
    for item in items:
        assert only(found, "collection", item.href) == [Found("collection", landing, "text/html", anchor=item.href)]
        assert reader.get(item.href.removeprefix(SITE)).status_code == 200
    assert len(only(found, "cite-as", landing)) == 1


def test_both_forms_say_the_same(publish: Publish, reader: Client) -> None:
    dataset = publish()
    address = address_of(dataset)
    for asked in (reader.get(f"{address}?format=text"), reader.get(address, headers={"Accept": TEXT})):
        assert asked["Content-Type"] == TEXT
        assert of_header(asked.getvalue().decode()) == linkset(reader, dataset)
    assert reader.get(address, headers={"Accept": f"{JSON},{TEXT};q=0.9,*/*;q=0.1"})["Content-Type"] == JSON


def test_the_set_of_a_layer_is_about_its_page_and_files(
    publish: Publish, reader: Client, alice: Person, mona: Person
) -> None:
    dataset = published_again(publish(files={"a.csv": b"1\n"}), alice, mona, files={"b.csv": b"2\n"})
    first = dataset.snapshots.order_by("number")[0].number
    found = linkset(reader, dataset, f"?layer={first}")
    here = f"{SITE}/datasets/{dataset.suffix}/layers/{first}/"
    assert found[0] == Found("cite-as", f"{SITE}/doi/{dataset.doi}#{first}", anchor=here)
    assert [item.href.rpartition("/")[2] for item in only(found, "item", here)] == ["a.csv"]
    for wrong in ("1", "x", "-1", "9" * 30, "%C2%B2"):
        assert reader.get(f"{address_of(dataset)}?layer={wrong}").status_code == 404


def test_closed_files_are_not_listed_and_a_withdrawn_dataset_has_no_set(
    publish: Publish, reader: Client, mona: Person
) -> None:
    dataset = publish(access="restricted")
    assert {link.relation for link in linkset(reader, dataset)} & {"item", "collection"} == set()
    gone = withdrawn(dataset, mona)
    assert reader.get(address_of(gone)).status_code == 410


def test_an_unchanged_set_is_not_sent_again(publish: Publish, reader: Client, alice: Person, mona: Person) -> None:
    dataset = publish()
    first = reader.get(address_of(dataset))
    assert reader.head(address_of(dataset))["ETag"] == first["ETag"]
    known = {"If-None-Match": first["ETag"]}
    assert reader.get(address_of(dataset), headers=known).status_code == 304
    published_again(dataset, alice, mona, title={"en": "Another title"})
    assert reader.get(address_of(dataset), headers=known).status_code == 200

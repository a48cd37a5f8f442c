"""The page of a dataset lists every layer: for people on a time line, for programs as attributes and JSON."""

import json
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from repository.models import Dataset, Person
from repository.views.landing_pages import SHELF
from tests.repository.public.conftest import Publish
from tests.repository.public.long_series import Layers, lengthened
from tests.repository.public.stories import published_again, withdrawn


def page_of(reader: Client, dataset: Dataset) -> str:
    return reader.get(f"/datasets/{dataset.suffix}/").content.decode()


def listed(reader: Client, dataset: Dataset) -> list[dict[str, Any]]:
    answer = reader.get(f"/datasets/{dataset.suffix}/layers/", {"format": "json"})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    layers: list[dict[str, Any]] = json.loads(answer.content)["layers"]
    return layers


def test_each_layer_tells_fragment_date_interval_address_and_the_hash_of_its_manifest(
    publish: Publish, reader: Client, alice: Person, mona: Person
) -> None:
    dataset = published_again(publish(), alice, mona, files={"new.csv": b"a\n1\n"})
    newest, oldest = dataset.snapshots.order_by("-number")
    found = Layers(page_of(reader, dataset)).found
    assert [each["data-fragment"] for each in found] == [str(newest.number), str(oldest.number)]
    for each, layer in zip(found, (newest, oldest), strict=True):
        assert each["id"] == str(layer.number)
        assert each["data-date"] == layer.date.isoformat()
        assert (each["data-begin"], each["data-end"]) == ("2019-01-14", "2026-10-19")
        assert each["data-url"] == f"/datasets/{dataset.suffix}/layers/{layer.number}/"
        assert each["data-manifest-sha256"] == layer.manifest_sha256
        assert len(layer.manifest_sha256) == 64


def test_programs_get_the_same_list_with_citations_and_changes(
    publish: Publish, reader: Client, alice: Person, mona: Person
) -> None:
    dataset = published_again(publish(), alice, mona, files={"new.csv": b"a\n1\n"})
    newest, oldest = listed(reader, dataset)
    assert newest["identifier"] == f"{dataset.doi}#{newest['fragment']}"
    assert str(newest["citation"]).startswith("Marin, Clara; Okafor, Ngozi (")
    assert f"#{newest['fragment']}" in str(newest["citation"])
    assert newest["changes"] == {
        "new": {"files": 1, "size": 4}, "changed": {"files": 0, "size": 0}, "gone": {"files": 0, "size": 0},
    }  # fmt: skip
    assert oldest["changes"]["new"] == {"files": 1, "size": oldest["bytes"]}
    for layer in (newest, oldest):
        address = str(layer["manifest"]["url"]).removeprefix(settings.SITE_URL)
        manifest = reader.get(address)
        assert manifest.status_code == 200
        assert f"layer{layer['fragment']}-".encode() in manifest.content


def test_a_page_finds_its_list_by_a_typed_link(publish: Publish, reader: Client) -> None:
    dataset = lengthened(publish(), 1)
    header = reader.get(f"/datasets/{dataset.suffix}/")["Link"]
    assert f'<{settings.SITE_URL}/datasets/{dataset.suffix}/layers/?format=json>; rel="version-history"' in header


def test_of_two_hundred_and_forty_layers_each_can_be_named_and_old_ones_are_folded_by_year(
    publish: Publish, reader: Client
) -> None:
    dataset = lengthened(publish(), 239)
    page = Layers(page_of(reader, dataset))
    fragments = [str(number) for number in dataset.snapshots.values_list("number", flat=True)]
    assert [each["data-fragment"] for each in page.found] == fragments
    assert len(page.anchors) == len(set(page.anchors))
    assert page.folded == fragments[6:]
    years = [anchor for anchor in page.anchors if anchor.startswith("layers-")]
    assert len(years) in (20, 21)
    assert [layer["fragment"] for layer in listed(reader, dataset)] == [int(number) for number in fragments]


def test_the_page_of_an_old_layer_opens_its_year(publish: Publish, reader: Client) -> None:
    dataset = lengthened(publish(), 30)
    old = dataset.snapshots.order_by("number")[2]
    page = reader.get(f"/datasets/{dataset.suffix}/layers/{old.number}/").content.decode()
    assert page.count('<details class="fold layer-year"') > 1
    assert page.count(" open>") - page_of(reader, dataset).count(" open>") == 1
    assert f'id="{old.number}" aria-current="true"' in page


def test_a_page_of_many_layers_asks_no_more_than_a_page_of_one(publish: Publish, reader: Client) -> None:
    one, many = publish(), lengthened(publish(title={"en": "A long series"}), 60)
    for address in ("/datasets/{}/", "/datasets/{}/layers/"):
        asked = []
        for dataset in (one, many):
            SHELF.forget()
            with CaptureQueriesContext(connection) as caught:
                assert reader.get(address.format(dataset.suffix)).status_code == 200
            asked.append(len(caught))
        assert asked[1] <= asked[0]


def test_a_page_that_is_kept_lists_the_next_layer_as_soon_as_there_is_one(
    publish: Publish, reader: Client, alice: Person, mona: Person
) -> None:
    dataset = published_again(publish(), alice, mona, files={"two.csv": b"a\n1\n"})
    before = [each["data-fragment"] for each in Layers(page_of(reader, dataset)).found]
    published_again(dataset, alice, mona, files={"three.csv": b"a\n1\n"})
    after = [each["data-fragment"] for each in Layers(page_of(reader, dataset)).found]
    assert (len(after), after[1:]) == (3, before)


def test_what_a_folded_line_tells_is_text_whatever_it_is(publish: Publish, reader: Client) -> None:
    dataset = lengthened(publish(), 20)
    odd = '[[day]] <b id=1>"'
    dataset.snapshots.filter(pk=dataset.snapshots.order_by("number")[1].pk).update(interval_begin=odd, interval_end="")
    page = page_of(reader, dataset)
    assert "[[day]] &lt;b id=1&gt;&quot;" in page
    assert odd in [each["data-begin"] for each in Layers(page).found]
    assert "<b id=1>" not in page


def test_a_french_page_says_what_a_layer_changed(publish: Publish, reader: Client) -> None:
    dataset = lengthened(publish(), 13)
    page = reader.get(f"/datasets/{dataset.suffix}/", headers={"Accept-Language": "fr"}).content.decode()
    assert "1 disparu, 12" in page
    assert "Fichiers qui ont changé" in page
    assert "Files that changed" not in page
    assert "Files that changed" in page_of(reader, dataset)


def test_a_withdrawn_dataset_lists_no_layer(publish: Publish, reader: Client, mona: Person) -> None:
    dataset = withdrawn(publish(), mona)
    fragment = dataset.snapshots.get().number
    for address in ("layers/", f"layers/{fragment}/changes/", "proof/", "proof/manifests.zip"):
        assert reader.get(f"/datasets/{dataset.suffix}/{address}").status_code == 410

"""What differs between any two layers: told by path, size and SHA256, some files at a time."""

import json
import random
from datetime import date
from hashlib import sha256
from itertools import permutations

import pytest
from django.test import Client
from django.utils import timezone

from repository.models import DataFile, Dataset, LayerFile, Person, Snapshot
from repository.queries.differences import changes_between, changes_in, different_files, read_changes
from repository.queries.layers import Amount
from tests.factories import make_draft
from tests.repository.public.conftest import Publish
from tests.repository.public.long_series import lengthened

Files = dict[str, bytes]
_PATHS = ("a.nc", "b/c.nc", "b/d é.nc", "Z.nc", "z/z.nc")


def write_layer(dataset: Dataset, number: int, files: Files, known: dict[bytes, DataFile]) -> Snapshot:
    """A layer as rows; bytes that were there before are mostly the same file, sometimes the same bytes sent again."""
    layer = Snapshot.objects.create(
        number=number, dataset=dataset, date=date(2026, 1, 1), published_at=timezone.now(), manifest_sha256="0" * 64
    )
    for path, content in files.items():
        file = known.get(content)
        if file is None or len(content) == 3:
            file = DataFile.objects.create(
                number=10**6 + DataFile.objects.count(), dataset=dataset, size=len(content),
                sha256=sha256(content).hexdigest(), original_name="f",
            )  # fmt: skip
            known[content] = file
        LayerFile.objects.create(snapshot=layer, file=file, path=path)
    return layer


def told(old: Files, new: Files) -> dict[str, str]:
    """What should be found: path -> kind."""
    found = {path: "new" for path in new if path not in old} | {path: "gone" for path in old if path not in new}
    return found | {path: "changed" for path in new if path in old and old[path] != new[path]}


def test_between_any_two_layers_exactly_what_differs_is_found(alice: Person) -> None:
    dataset, dice = make_draft(alice), random.Random(10)
    known: dict[bytes, DataFile] = {}
    trees: list[Files] = [{}]
    for _step in range(12):
        trees.append({path: b"x" * dice.randint(1, 4) for path in _PATHS if dice.random() < 0.7})
    layers = [write_layer(dataset, 5_000 + step, tree, known) for step, tree in enumerate(trees)]
    for (old, older), (new, newer) in permutations(zip(trees, layers, strict=True), 2):
        expected = told(old, new)
        found = different_files(older.pk, newer.pk)
        assert {file.path: file.kind for file in found} == expected
        assert [file.path for file in found] == sorted(expected)
        for file in found:
            assert (file.old_size, file.new_size) == tuple(
                len(tree[file.path]) if file.path in tree else None for tree in (old, new)
            )
        amounts = changes_between(older.pk, newer.pk)
        for kind in ("new", "changed", "gone"):
            tree = old if kind == "gone" else new
            sizes = [len(tree[path]) for path, each in expected.items() if each == kind]
            assert amounts.of(kind) == Amount(len(sizes), sum(sizes))
    following = changes_in(dataset.pk, [layer.pk for layer in layers])
    for before, layer in zip([None, *layers], layers, strict=False):
        assert following[layer.pk] == changes_between(before.pk if before else None, layer.pk)
        assert read_changes(json.loads(json.dumps(following[layer.pk].stored()))) == following[layer.pk]


@pytest.fixture
def series(publish: Publish) -> Dataset:
    """Four layers, the first of which took the whole road."""
    return lengthened(publish(files={"<b>.csv": b"1\n"}), 3)


def address_of(dataset: Dataset, place: int, query: str = "") -> str:
    fragment = dataset.snapshots.order_by("number")[place].number
    return f"/datasets/{dataset.suffix}/layers/{fragment}/changes/{query}"


def test_a_layer_is_compared_with_the_one_before_it_or_any_other(series: Dataset, reader: Client) -> None:
    first, _second, third, _fourth = series.snapshots.order_by("number").values_list("number", flat=True)
    page = reader.get(address_of(series, 3)).content.decode()
    assert f"compared with #{third}" in page
    assert "003.csv" in page
    assert "002.csv" in page
    assert "001.csv" not in page
    far = json.loads(reader.get(address_of(series, 3, f"?since={first}&format=json")).content)
    assert (far["since"], far["changes"]["new"]["files"], far["changes"]["gone"]["files"]) == (first, 1, 0)
    assert [(file["path"], file["kind"], file["old"]) for file in far["files"]] == [("003.csv", "new", None)]
    back = json.loads(
        reader.get(f"/datasets/{series.suffix}/layers/{first}/changes/?since={third}&format=json").content
    )
    assert [(file["path"], file["kind"], file["new"]) for file in back["files"]] == [("002.csv", "gone", None)]


def test_of_the_first_layer_everything_is_new_and_names_are_only_text(series: Dataset, reader: Client) -> None:
    page = reader.get(address_of(series, 0)).content.decode()
    assert "is the first layer" in page
    assert "&lt;b&gt;.csv" in page
    assert "<b>.csv" not in page


def test_many_files_come_a_page_at_a_time_and_by_kind(
    series: Dataset, reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("repository.queries.landing_differences.PAGE", 1)
    first = reader.get(address_of(series, 3)).content.decode()
    assert "002.csv" in first
    assert "003.csv" not in first
    assert "page=2" in first
    second = reader.get(address_of(series, 3, "?page=2")).content.decode()
    assert "003.csv" in second
    beyond = reader.get(address_of(series, 3, "?page=999")).content.decode()
    assert "003.csv" in beyond
    assert "002.csv" not in reader.get(address_of(series, 3, "?kind=new")).content.decode()
    assert "No file differs." in reader.get(address_of(series, 3, "?kind=changed")).content.decode()


@pytest.mark.parametrize("query", ["?since=1", "?since=x", "?since=-1", "?since=%C2%B2", "?since=" + "9" * 30])
def test_a_layer_that_is_not_there_is_compared_with_nothing(series: Dataset, reader: Client, query: str) -> None:
    assert reader.get(address_of(series, 1, query)).status_code == 404
    assert reader.get(f"/datasets/{series.suffix}/layers/1/changes/").status_code == 404


def test_senseless_parts_of_an_address_are_left_out(series: Dataset, reader: Client) -> None:
    for query in ("?page=0", "?page=x", "?kind=%00", "?kind='", "?page=" + "9" * 40):
        assert reader.get(address_of(series, 1, query)).status_code == 200


def test_an_unchanged_difference_is_not_sent_again(series: Dataset, reader: Client) -> None:
    first = reader.get(address_of(series, 2))
    assert reader.get(address_of(series, 2), headers={"If-None-Match": first["ETag"]}).status_code == 304

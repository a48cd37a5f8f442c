"""A package as a bag: the Library of Congress's own validator takes it, and an archivist finds every file in it."""

import csv
import logging
import re
from pathlib import Path

import bagit
import pytest

from archive.aip.durable import FixityMismatch
from archive.exports.bagit import bag_of
from archive.exports.package import PackageRead, read_package
from archive.exports.streams import write_folder
from tests.archive.exports.packages import ADVERSARIAL, package_of, premis
from tests.packages.good_package import CONTENTS, write_good_package


def written(package: PackageRead, target: Path) -> Path:
    """The bag on the disk, taken by the validator."""
    write_folder(target, bag_of(package, premis=premis(package)))
    logging.getLogger("bagit").setLevel(logging.WARNING)
    assert bagit.Bag(str(target)).validate()
    return target


def rows(bag: Path, layer: str) -> list[dict[str, str]]:
    """The table of a layer."""
    lines = (bag / "metadata" / "layers" / f"{layer}.tsv").read_text().splitlines()
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture
def good(tmp_path: Path) -> PackageRead:
    sealed = write_good_package(tmp_path / "archive", tmp_path / "drafts")
    return read_package(sealed.package, seal=sealed.seal)


def test_the_payload_is_what_was_deposited_by_layer_and_path(good: PackageRead, tmp_path: Path) -> None:
    bag = written(good, tmp_path / "bag")
    payload = {str(path.relative_to(bag / "data")): path.read_bytes() for path in bag.glob("data/**/*.*")}
    assert payload == {f"71231/{path}": content for (_, path, _, _), content in CONTENTS.items()}


def test_everything_that_was_sealed_is_in_the_bag_byte_for_byte(good: PackageRead, tmp_path: Path) -> None:
    bag = written(good, tmp_path / "bag")
    documents = {path.name: path.read_bytes() for path in (bag / "metadata" / "package").iterdir()}
    data = {row["name in the package"]: (bag / row["path in this bag"]).read_bytes() for row in rows(bag, "71231")}
    assert documents | data == {path.name: path.read_bytes() for path in good.folder.iterdir()}


def test_the_bag_says_what_it_is(good: PackageRead, tmp_path: Path) -> None:
    told = bagit.Bag(str(written(good, tmp_path / "bag"))).info
    assert told["External-Identifier"] == "doi:10.5072/42182"
    assert told["External-Description"] == "Temperature at two stations"
    assert told["Source-Organization"] == "Varve"
    assert told["Bagging-Date"] == "2026-03-07", "of the newest manifest: the same package gives the same bag"
    assert told["Payload-Oxum"] == f"{sum(map(len, CONTENTS.values()))}.3"
    assert good.seal.sha256 in told["Internal-Sender-Description"]


def test_a_bag_of_hostile_names_is_valid_and_none_is_lost(tmp_path: Path) -> None:
    bag = written(package_of(tmp_path, [ADVERSARIAL]), tmp_path / "bag")
    (table,) = (bag / "metadata" / "layers").iterdir()
    found = {row["path in the dataset"]: (bag / row["path in this bag"]).read_bytes() for row in rows(bag, table.stem)}
    assert found == ADVERSARIAL
    changed = {row["path in the dataset"] for row in rows(bag, table.stem) if not row["path in this bag"].endswith(
        f"/{table.stem}/{row['path in the dataset']}")}  # fmt: skip
    assert changed == {"100%.csv", "%0A%25.nc", "folder", "nam\u00e9"}, "a path changes only where it must"


def test_no_line_of_a_manifest_needs_an_escape(tmp_path: Path) -> None:
    """RFC 8493 wants `%` encoded, bagit.py reads it as it stands: a bag that both take has none."""
    bag = written(package_of(tmp_path, [ADVERSARIAL]), tmp_path / "bag")
    lines = (bag / "manifest-sha256.txt").read_text().splitlines()
    assert len(lines) == len(ADVERSARIAL)
    assert all(re.fullmatch(r"[0-9a-f]{64}  data/[^%\r\n]+", line) for line in lines)


def test_a_file_of_many_layers_is_in_the_bag_once(tmp_path: Path) -> None:
    layers = [{f"{day}.csv": b"%d" % day for day in range(count + 1)} for count in range(30)]
    bag = written(package_of(tmp_path, layers), tmp_path / "bag")
    assert len([path for path in bag.glob("data/**/*") if path.is_file()]) == 30
    newest = max(int(path.stem) for path in (bag / "metadata" / "layers").iterdir())
    found = {row["path in the dataset"]: (bag / row["path in this bag"]).read_bytes() for row in rows(bag, str(newest))}
    assert found == layers[-1], "the table of a layer leads to all of its files, wherever they lie"


def test_a_changed_file_keeps_both_states(tmp_path: Path) -> None:
    bag = written(package_of(tmp_path, [{"a.csv": b"old"}, {"a.csv": b"new"}]), tmp_path / "bag")
    assert sorted(path.read_bytes() for path in bag.glob("data/*/a.csv")) == [b"new", b"old"]


@pytest.mark.parametrize("count", [500, pytest.param(10_000, marks=pytest.mark.drill)])
def test_ten_thousand_files_are_a_valid_bag(tmp_path: Path, count: int) -> None:
    files = {f"leg {number % 100}/{number}.csv": b"%d" % number for number in range(count)}
    bag = written(package_of(tmp_path, [files]), tmp_path / "bag")
    assert bagit.Bag(str(bag)).info["Payload-Oxum"].endswith(f".{count}")


def test_a_damaged_package_gives_no_bag(good: PackageRead, tmp_path: Path) -> None:
    damaged = good.folder / "71230.csv-2026-03-05"
    damaged.chmod(0o644)
    damaged.write_bytes(damaged.read_bytes().replace(b"5", b"6"))
    with pytest.raises(FixityMismatch):
        write_folder(tmp_path / "bag", bag_of(good, premis=premis(good)))
    assert not (tmp_path / "bag").exists()

"""A package is believed only where its manifests and documents agree; a hostile one is refused by name."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from archive.aip.digest import sha256_of_bytes
from archive.aip.manifest import Manifest
from archive.aip.reading import PackageRefused, ReadPackage, read_package
from archive.aip.writer import Sealed
from tests.packages import good_package
from tests.packages.broken_packages import BREAKS, DATA, NEWEST, RECORD, Break, changed_layer, rewrite
from tests.packages.good_package import SUFFIX, write_good_package

KEPT = sorted(Path(good_package.__file__).parent.glob(f"good*/{SUFFIX}"))
"""A package of each version of the documents."""
NOT_LOOKED_AT = {"wrong-seal", "extra-file", "hard-link", "directory", "special-file", "changed-hash"}
"""What the catalogue knows of the seal, what no manifest lists, how bytes are kept; bytes of data, read when copied."""


class Folder:
    """The files of one package in a folder."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def sizes(self) -> Mapping[str, int]:
        if not self.path.is_dir():
            return {}
        return {p.name: p.stat().st_size for p in self.path.iterdir() if p.is_file() and not p.is_symlink()}

    def read(self, name: str) -> bytes:
        return (self.path / name).read_bytes()


def read(path: Path) -> ReadPackage:
    return read_package(path.name, Folder(path))


@pytest.fixture
def sealed(tmp_path: Path) -> Sealed:
    return write_good_package(tmp_path / "archive", tmp_path / "drafts")


@pytest.mark.parametrize("kept", KEPT, ids=lambda path: path.parent.name)
def test_a_package_that_was_kept_tells_its_records_layers_and_events_oldest_first(kept: Path) -> None:
    package = read(kept)
    assert [record.name for record in package.records] == ["record2026-03-05.json", "record2026-03-07.json"]
    assert [layer.said.fragment for layer in package.layers] == [71231]
    assert [event.type for event in package.story] == ["dataset.accepted", "snapshot.published"]
    assert package.newest.seal.name == "manifest-sha256-2026-03-07.txt"
    assert {name for name, number in package.brought.items() if number == 2} == {
        "events2026-03-05.json",
        "manifest-sha256-2026-03-05.txt",
    }
    assert package.brought["record2026-03-07.json"] == 3
    assert package.ends == {"events2026-03-05.json": "2026-03-05-2"}
    assert package.files.keys() == {path.name for path in kept.iterdir()}


@pytest.mark.parametrize("code", sorted(BREAKS.keys() - NOT_LOOKED_AT))
def test_a_package_broken_in_one_way_is_refused_by_name(sealed: Sealed, code: str) -> None:
    broken: Break = BREAKS[code]
    broken.damage(sealed.package)
    with pytest.raises(PackageRefused) as refused:
        read(sealed.package)
    assert refused.value.fault.code in {found for found, _ in broken.expected} | {"missing-file", "changed-hash"}
    assert refused.value.sentence == refused.value.fault.of(SUFFIX)


def test_what_a_cut_copy_left_without_a_manifest_is_not_looked_at(sealed: Sealed) -> None:
    rewrite(sealed.package / "events2026-03-09.json", b"cut")
    assert read(sealed.package).newest.seal == sealed.seal


def test_a_changed_document_is_refused(sealed: Sealed) -> None:
    rewrite(sealed.package / RECORD, (sealed.package / RECORD).read_bytes() + b" ")
    with pytest.raises(PackageRefused, match="changed-hash"):
        read(sealed.package)


@pytest.mark.parametrize("name", ["../71299.nc-2026-03-07", "/etc/passwd", "71299.nc-2026-03-07/../../x", ".incoming"])
def test_a_manifest_with_a_path_is_refused(sealed: Sealed, name: str) -> None:
    digests = dict(Manifest.from_bytes((sealed.package / NEWEST).read_bytes()).digests)
    rewrite(sealed.package / NEWEST, Manifest.of({**digests, name: sha256_of_bytes(b"x")}).to_bytes())
    with pytest.raises(PackageRefused, match="wrong-name"):
        read(sealed.package)


def test_a_layer_with_a_path_that_leads_out_is_refused(sealed: Sealed) -> None:
    changed_layer(lambda content: content.replace(b'"stations.csv"', b'"../../stations.csv"'))(sealed.package)
    with pytest.raises(PackageRefused, match="unreadable-layer"):
        read(sealed.package)


def test_a_layer_that_calls_a_document_a_data_file_is_refused(sealed: Sealed) -> None:
    changed_layer(lambda content: content.replace(DATA.encode(), b"record2026-03-05.json"))(sealed.package)
    with pytest.raises(PackageRefused, match="unknown-layer-file"):
        read(sealed.package)


@pytest.mark.parametrize("suffix", ["42183", "..", "", "42182/../42182"])
def test_a_package_under_the_name_of_another_is_refused(sealed: Sealed, suffix: str) -> None:
    with pytest.raises(PackageRefused, match=r"wrong-package|wrong-name"):
        read_package(suffix, Folder(sealed.package))


def test_a_document_without_end_is_not_read(sealed: Sealed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.aip.reading.DOCUMENT_MOST", 100)
    with pytest.raises(PackageRefused, match="changed-size"):
        read(sealed.package)

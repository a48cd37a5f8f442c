"""The script that a page shows proves offline that no layer was altered, and says what was."""

import html
import io
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from archive.models import Archiving
from archive.queries import package_folder
from repository.models import Dataset, Publication
from tests.factories import make_moderator, make_person
from tests.repository.public.stories import published, published_again

pytestmark = pytest.mark.django_db


def three_layers() -> Dataset:
    """The second replaces nothing, the third neither."""
    alice, mona = make_person("alice"), make_moderator("mona")
    dataset = published(alice, mona, files={"a.csv": b"a\n1\n", "b/b.csv": b"b\n1\n"})
    dataset = published_again(dataset, alice, mona, files={"c.csv": b"c\n1\n"})
    return published_again(dataset, alice, mona, files={"d.csv": b"d\n1\n"})


@pytest.fixture
def grown(settings: Settings, tmp_path: Path, db: None) -> Dataset:
    """A public dataset of three layers."""
    settings.STORAGE_URL, settings.ARCHIVE_URL = (tmp_path / "storage").as_uri(), (tmp_path / "archive").as_uri()
    settings.ARCHIVE_REPLICAS = {"second": (tmp_path / "second").as_uri()}
    settings.ARCHIVE_COPIES_BEFORE_PUBLIC = 1
    return three_layers()


@pytest.fixture
def script(grown: Dataset, tmp_path: Path) -> Path:
    """What the page shows, taken from the page, and the same as what it lets one download."""
    page = Client().get(f"/datasets/{grown.suffix}/proof/").content.decode()
    shown = re.search(r'aria-label="check_layers.py"><code>(.*?)</code></pre>', page, re.S)
    assert shown is not None
    place = tmp_path / "check_layers.py"
    place.write_text(html.unescape(shown[1]), encoding="utf-8")
    assert Client().get("/check_layers.py").content == place.read_bytes()
    assert sum(bool(line.strip()) for line in place.read_text().splitlines()) <= 36
    return place


def run(script: Path, folder: Path, told: str = "") -> list[str]:
    """What the script prints, by a Python that knows nothing else."""
    answer = subprocess.run(
        [sys.executable, "-I", str(script), str(folder), *([told] if told else [])],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert answer.stderr == ""
    lines = answer.stdout.splitlines()
    assert answer.returncode == (lines != ["Nothing was altered."])
    return lines


def newest(dataset: Dataset) -> str:
    return Archiving.objects.filter(dataset=dataset).order_by("-number")[0].manifest_sha256


def turn_one_byte(path: Path) -> None:
    path.chmod(0o644)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def swap(first: Path, second: Path) -> None:
    (aside := first.with_name("aside")).hardlink_to(first)
    second.replace(first)
    aside.replace(second)


def named(folder: Path, pattern: str) -> list[Path]:
    """Files of a package, oldest first."""
    return sorted(folder.glob(pattern), key=lambda path: [int(part) for part in re.findall(r"\d+", path.name)])


def manifests(folder: Path) -> list[Path]:
    return named(folder, "manifest-*")


HARMS: list[tuple[str, Callable[[Path], Path], Callable[[Path], None], str]] = [
    ("a byte of a file", lambda folder: named(folder, "*.csv-*")[0], turn_one_byte, "changed-hash"),
    ("a byte of a layer document", lambda folder: named(folder, "layer*")[1], turn_one_byte, "changed-hash"),
    ("a byte of a record", lambda folder: named(folder, "record*")[0], turn_one_byte, "changed-hash"),
    ("a byte of the first manifest", lambda folder: manifests(folder)[0], turn_one_byte, "changed-hash"),
    ("a byte of a manifest between", lambda folder: manifests(folder)[2], turn_one_byte, "changed-hash"),
    ("a removed file", lambda folder: named(folder, "*.csv-*")[-1], Path.unlink, "missing-file"),
    ("a removed layer", lambda folder: named(folder, "layer*")[0], Path.unlink, "missing-file"),
    ("a removed manifest", lambda folder: manifests(folder)[1], Path.unlink, "missing-file"),
]


def test_the_script_says_what_was_altered(grown: Dataset, script: Path, tmp_path: Path) -> None:
    package, told = package_folder(grown), newest(grown)
    assert run(script, package) == run(script, package, told) == ["Nothing was altered."]
    assert len(manifests(package)) >= 3
    for what, find, harm, code in HARMS:
        copy = tmp_path / "copy"
        shutil.copytree(package, copy)
        target = find(copy)
        harm(target)
        for said in (run(script, copy), run(script, copy, told)):
            assert f"{code}: {target.name}" in said, what
            accused = [line for line in said if line.startswith(("changed-hash", "missing-file"))]
            assert accused == [f"{code}: {target.name}"], what
        shutil.rmtree(copy)


def test_swapped_and_added_files_are_named(grown: Dataset, script: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(package_folder(grown), copy)
    first, second = named(copy, "layer*")[:2]
    swap(first, second)
    assert {f"changed-hash: {first.name}", f"changed-hash: {second.name}"} <= set(run(script, copy))
    swap(first, second)
    one, other = manifests(copy)[:2]
    swap(one, other)
    said = run(script, copy)
    assert {f"changed-hash: {one.name}", f"changed-hash: {other.name}"} <= set(said)
    assert any(line.startswith("broken-chain") for line in said)
    swap(one, other)
    (copy / "99.csv-2026-01-01").write_bytes(b"more")
    assert run(script, copy) == ["extra-file: 99.csv-2026-01-01"]


def test_a_history_that_was_cut_or_written_anew_is_found_by_who_kept_a_hash(
    grown: Dataset, script: Path, tmp_path: Path
) -> None:
    copy, told = tmp_path / "copy", newest(grown)
    shutil.copytree(package_folder(grown), copy)
    last = manifests(copy)[-1]
    turn_one_byte(last)
    assert "wrong-seal: the newest manifest is not the one that was told" in run(script, copy, told)
    last.unlink()
    assert any(line.startswith("wrong-seal") for line in run(script, copy, told))
    empty = tmp_path / "empty"
    empty.mkdir()
    assert any(line.startswith("wrong-seal") for line in run(script, empty))


def test_a_reader_checks_manifests_and_layers_without_the_package(grown: Dataset, script: Path, tmp_path: Path) -> None:
    folder = tmp_path / "reader"
    taken = Client().get(f"/datasets/{grown.suffix}/proof/manifests.zip").getvalue()
    zipfile.ZipFile(io.BytesIO(taken)).extractall(folder)
    package, layer = folder / grown.suffix, grown.snapshots.order_by("number")[0].number
    files = Client().get(f"/datasets/{grown.suffix}/layers/{layer}/zip").getvalue()
    zipfile.ZipFile(io.BytesIO(files)).extractall(package / str(layer))
    assert run(script, package, newest(grown)) == ["Nothing was altered."]
    turn_one_byte(package / str(layer) / "b" / "b.csv")
    (package / str(layer) / "a.csv").unlink()
    assert run(script, package) == [f"changed-hash: {layer}/a.csv", f"changed-hash: {layer}/b/b.csv"]
    named(package, "layer*")[1].unlink()
    assert any(line.startswith("missing-file: layer") for line in run(script, package))


def test_what_is_sealed_but_not_public_is_not_in_the_public_chain(grown: Dataset) -> None:
    layer = grown.snapshots.order_by("-number")[0]
    Publication.objects.filter(snapshot=layer).update(published_at=None)
    told = Client().get(f"/datasets/{grown.suffix}/proof/", {"format": "json"}).json()
    assert layer.number not in [each["layer"] for each in told["manifests"]]
    assert Client().get(f"/datasets/{grown.suffix}/layers/{layer.number}/manifest").status_code == 404
    assert layer.manifest_sha256 not in str(told)


def test_a_damaged_manifest_is_not_given(grown: Dataset) -> None:
    layer = grown.snapshots.order_by("number")[0]
    address = f"/datasets/{grown.suffix}/layers/{layer.number}/manifest"
    assert Client().get(address).status_code == 200
    turn_one_byte(manifests(package_folder(grown))[0])
    assert Client().get(address).status_code == 503

"""A package as an OCFL object: ocfl-py takes it, and each version is the package as it was after that archiving."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from archive.exports.ocfl import Keeper, object_of
from archive.exports.package import PackageRead, read_package
from archive.exports.streams import write_folder
from tests.archive.exports.packages import ADVERSARIAL, package_of, premis
from tests.packages.good_package import CONTENTS, write_good_package
from tests.services.components import ROOT, missing

KEEPER = Keeper("A data centre", "https://data.example.org")
ONLY_WARNING = "[W004]"


def ocfl_py(script: str, *arguments: str) -> str:
    """What a script of ocfl-py says; it lives in an environment of its own."""
    folder = ROOT / "build" / "ocfl" / "bin"
    if not (folder / script).exists():
        missing("ocfl-py", "`make test` installs it into build/ocfl")
    command = [str(folder / "python"), str(folder / script), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def written(package: PackageRead, target: Path) -> Path:
    """The object on the disk, taken by the validator: its one warning is that SHA512 is preferred."""
    write_folder(target, object_of(package, keeper=KEEPER, premis=premis(package)))
    *warnings, last = ocfl_py("ocfl-validate.py", str(target)).strip().splitlines()
    assert last.endswith("is VALID")
    assert {line.partition(" ")[0] for line in warnings} == {ONLY_WARNING}
    return target


def inventory(target: Path) -> Any:
    return json.loads((target / "inventory.json").read_text())


@pytest.fixture
def good(tmp_path: Path) -> PackageRead:
    sealed = write_good_package(tmp_path / "archive", tmp_path / "drafts")
    return read_package(sealed.package, seal=sealed.seal)


def test_each_archiving_is_a_version_that_says_what_came_when_and_from_whom(good: PackageRead, tmp_path: Path) -> None:
    found = inventory(written(good, tmp_path / "object"))
    assert found["id"] == "info:doi/10.5072/42182"
    told = [(each["message"].partition(";")[0], each["created"]) for each in found["versions"].values()]
    assert told == [
        ("Layer layer71231-2026-03-05.json: 3 new files", "2026-03-05T00:00:00Z"),
        ("Events events2026-03-05.json", "2026-03-05T12:00:00Z"),
        ("Record record2026-03-07.json", "2026-03-07T00:00:00Z"),
    ]
    assert found["versions"]["v3"]["user"] == {"name": "A data centre", "address": "https://data.example.org"}


@pytest.mark.parametrize("version", [1, 2, 3])
def test_a_version_taken_out_is_the_package_of_that_time(good: PackageRead, tmp_path: Path, version: int) -> None:
    target = written(good, tmp_path / "object")
    out = tmp_path / "out"
    ocfl_py(
        *("ocfl-object.py", "extract", "--objdir", str(target), "--dstdir", str(out), "--objver", f"v{version}"),
    )
    names = {name for archiving in good.archivings[:version] for name in archiving.added}
    assert {path.name for path in (out / "package").iterdir()} == names
    checked = ["sha256sum", "--check", "--strict", good.archivings[version - 1].manifest.seal.name]
    assert subprocess.run(checked, cwd=out / "package", check=False, capture_output=True).returncode == 0
    files = {str(path.relative_to(out / "files")): path.read_bytes() for path in out.glob("files/**/*.*")}
    assert files == {path: content for (_, path, _, _), content in CONTENTS.items()}


def test_an_object_of_hostile_names_is_valid(tmp_path: Path) -> None:
    found = inventory(written(package_of(tmp_path, [ADVERSARIAL]), tmp_path / "object"))
    logical = {path for paths in found["versions"]["v1"]["state"].values() for path in paths}
    files = {path.removeprefix("files/") for path in logical if path.startswith("files/")}
    assert len(files) == len(ADVERSARIAL)
    assert ADVERSARIAL.keys() - files == {"folder", "nam\u00e9"}, "these two would be one with others"


def test_equal_bytes_are_stored_once(tmp_path: Path) -> None:
    target = written(package_of(tmp_path, [{"a": b"x", "b": b"x"}, {"a": b"x", "c": b"x"}]), tmp_path / "object")
    assert len([path for path in target.glob("v*/content/*") if path.read_bytes() == b"x"]) == 1


def test_the_newest_layer_is_what_a_version_shows_by_path(tmp_path: Path) -> None:
    layers = [{"a": b"1"}, {"a": b"1", "b": b"2"}, {"b": b"2", "c": b"3"}]
    found = inventory(written(package_of(tmp_path, layers), tmp_path / "object"))
    shown = [
        sorted(path for paths in each["state"].values() for path in paths if path.startswith("files/"))
        for each in found["versions"].values()
    ]
    assert shown == [["files/a"], ["files/a", "files/b"], ["files/b", "files/c"]]


def test_many_layers_and_thousands_of_files_are_a_valid_object(tmp_path: Path) -> None:
    layers = [{f"{number}.csv": b"%d" % number for number in range(200 * (count + 1))} for count in range(10)]
    found = inventory(written(package_of(tmp_path, layers), tmp_path / "object"))
    assert found["head"] == "v10"
    assert len(found["manifest"]) == 2000 + 10 * 2 + 10


def test_history_is_no_part_of_a_version(good: PackageRead, tmp_path: Path) -> None:
    target = written(good, tmp_path / "object")
    assert (target / "logs" / "premis.xml").exists()
    assert not any("premis" in path for paths in inventory(target)["manifest"].values() for path in paths)

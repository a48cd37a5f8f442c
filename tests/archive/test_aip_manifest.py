"""Manifests, checked with sha256sum itself."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.aip.digest import sha256_of_bytes, sha256_of_file
from archive.aip.manifest import Manifest, ManifestUnreadable, Seal, broken_links, manifests_in_order
from archive.aip.validator import validate_package
from tests.packages.good_package import write_good_package

ONE, TWO = "1" * 64, "2" * 64
NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)

needs_sha256sum = pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum (coreutils) is not installed")


def check(folder: Path, manifest: str) -> subprocess.CompletedProcess[str]:
    command = ["sha256sum", "--check", "--strict", "--warn", manifest]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@needs_sha256sum
def test_sha256sum_agrees_with_every_manifest_of_a_package(tmp_path: Path) -> None:
    package = write_good_package(tmp_path / "archive", tmp_path / "drafts").package
    for manifest in manifests_in_order(path.name for path in package.iterdir()):
        assert check(package, manifest).returncode == 0
    damaged = package / "71230.csv-2026-03-05"
    damaged.chmod(0o644)
    damaged.write_bytes(damaged.read_bytes().replace(b"12.25", b"12.52"))
    answer = check(package, "manifest-sha256-2026-03-07.txt")
    assert answer.returncode == 1
    assert "71230.csv-2026-03-05: FAILED" in answer.stdout
    assert [fault.code for fault in validate_package(package)] == ["changed-hash"]


@needs_sha256sum
def test_names_are_escaped_as_sha256sum_escapes_them(tmp_path: Path) -> None:
    names = ["plain", "two words", "back\\slash", "line\nbreak", "return\rhere", "back\\new\n", "été"]
    for name in names:
        (tmp_path / name).write_bytes(name.encode())
    ours = Manifest.of({name: sha256_of_file(tmp_path / name) for name in names})
    theirs = subprocess.run(["sha256sum", *names], cwd=tmp_path, capture_output=True, check=True).stdout
    assert Manifest.from_bytes(theirs) == ours
    assert sorted(theirs.splitlines()) == sorted(ours.to_bytes().splitlines())
    (tmp_path / "ours").write_bytes(ours.to_bytes())
    assert check(tmp_path, "ours").returncode == 0


@given(st.dictionaries(NAMES, st.binary(max_size=3).map(sha256_of_bytes), min_size=1, max_size=5))
def test_what_is_written_reads_back(digests: dict[str, str]) -> None:
    manifest = Manifest.of(digests)
    assert Manifest.from_bytes(manifest.to_bytes()) == manifest


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        f"{ONE}  a".encode(),
        f"{ONE}  a\n{TWO}  b".encode(),
        f"{ONE} a\n".encode(),
        f"{ONE}   \n\n".encode(),
        f"{'A' * 64}  a\n".encode(),
        f"{ONE[:-1]}  a\n".encode(),
        f"{ONE}  a\n{ONE}  a\n".encode(),
        f"\\{ONE}  a\\t\n".encode(),
        f"\\{ONE}  a\\\n".encode(),
        f"{ONE}  ".encode() + b"\xff\n",
        f"SHA256 (a) = {ONE}\n".encode(),
    ],
)
def test_what_is_no_whole_manifest_is_refused(content: bytes) -> None:
    with pytest.raises(ManifestUnreadable) as refused:
        Manifest.from_bytes(content)
    assert refused.value.code == "unreadable-manifest"


def test_the_binary_mark_of_sha256sum_is_read() -> None:
    assert Manifest.from_bytes(f"{ONE} *a\n".encode()).digests == {"a": ONE}


def test_manifests_are_ordered_by_day_then_counter() -> None:
    names = [f"manifest-sha256-2026-03-05{end}" for end in (".10.txt", ".9.txt", ".txt")]
    assert manifests_in_order([*names, "manifest-sha256-2026-03-04.7.txt", "notes.txt"]) == (
        "manifest-sha256-2026-03-04.7.txt",
        *reversed(names),
    )


def test_a_newer_manifest_lists_all_of_the_older_one_and_itself() -> None:
    older, seal = Manifest.of({"a": ONE, "b": TWO}), Seal("old", ONE)
    assert broken_links(older, seal, Manifest.of({"a": ONE, "b": TWO, "old": ONE, "c": TWO})) == ()
    assert broken_links(older, seal, Manifest.of({"a": ONE, "old": ONE})) == ("b",)
    assert broken_links(older, seal, Manifest.of({"a": TWO, "b": TWO, "old": ONE})) == ("a",)
    assert broken_links(older, seal, Manifest.of({"a": ONE, "b": TWO, "old": TWO})) == ("old",)


@needs_sha256sum
def test_the_documented_command_finds_the_newest_manifest(tmp_path: Path) -> None:
    names = [
        f"manifest-sha256-2026-{end}.txt" for end in ("02-28.12", "03-05", "03-05.2", "03-05.10", "03-06", "03-06.2")
    ]
    for name in reversed(names):
        (tmp_path / name).touch()
    command = "ls manifest-sha256-*.txt | sort -V"
    found = subprocess.run(command, shell=True, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert found.stdout.split() == names == list(manifests_in_order(names))

"""Every fault that a package can have is found, and nothing else is."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from archive.aip.faults import FAULTS, Fault
from archive.aip.validator import validate_package
from archive.aip.writer import Sealed
from tests.packages import good_package
from tests.packages.broken_packages import BREAKS, DATA, NEWEST
from tests.packages.erased_package import BREAKS as OF_ERASURES
from tests.packages.good_package import write_good_package

KEPT = sorted(Path(good_package.__file__).parent.glob("good*/*"))
"""A package of each version of the documents."""


@pytest.fixture
def sealed(tmp_path: Path) -> Sealed:
    return write_good_package(tmp_path / "archive", tmp_path / "drafts")


@pytest.mark.parametrize("package", KEPT, ids=lambda path: path.parent.name)
def test_a_package_that_was_kept_is_sound(package: Path) -> None:
    assert validate_package(package) == ()


@pytest.mark.parametrize("code", sorted(BREAKS))
def test_a_package_broken_in_one_way_has_that_fault(sealed: Sealed, code: str) -> None:
    assert validate_package(sealed.package, seal=sealed.seal) == ()
    BREAKS[code].damage(sealed.package)
    faults = validate_package(sealed.package, seal=sealed.seal)
    assert {(fault.code, fault.name) for fault in faults} == BREAKS[code].expected
    assert code in {fault.code for fault in faults}


def test_every_code_has_its_broken_package() -> None:
    assert set(BREAKS) | set(OF_ERASURES) | {"unreadable-file"} == set(FAULTS)


def failing_disk(monkeypatch: pytest.MonkeyPatch, bad: str) -> None:
    real = os.open

    def open_(path: Any, *args: Any, **kwargs: Any) -> int:
        if str(path).endswith(bad):
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))
        return real(path, *args, **kwargs)

    monkeypatch.setattr(os, "open", open_)


def test_a_disk_that_does_not_give_the_bytes_is_a_fault_of_that_file(
    sealed: Sealed, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing_disk(monkeypatch, DATA)
    assert validate_package(sealed.package) == (Fault("unreadable-file", DATA, "Input/output error"),)


def test_a_document_too_large_for_one_is_a_fault_and_is_never_taken_into_memory(
    sealed: Sealed, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = next(sealed.package.glob("events*"))
    events.chmod(0o644)
    os.truncate(events, 3_000_000)
    monkeypatch.setattr("archive.aip.listing.DOCUMENT_MOST", 1_000_000)
    monkeypatch.setattr("archive.aip.document_checks.read_events", lambda _content: pytest.fail("it was read"))
    faults = validate_package(sealed.package, seal=sealed.seal)
    assert Fault("unreadable-events", events.name, "[Errno 27] File too large: " + repr(str(events))) in faults


def test_without_the_catalogue_a_package_is_judged_by_itself(sealed: Sealed) -> None:
    BREAKS["wrong-seal"].damage(sealed.package)
    assert validate_package(sealed.package) == ()


def test_all_faults_are_told_at_once(sealed: Sealed) -> None:
    for code in ("missing-file", "extra-file", "directory", "unreadable-manifest"):
        BREAKS[code].damage(sealed.package)
    assert {fault.code for fault in validate_package(sealed.package)} == {"directory", "unreadable-manifest"}
    assert "cut short" in str(validate_package(sealed.package)[1])


def test_a_damaged_older_manifest_breaks_the_chain(sealed: Sealed) -> None:
    older = sealed.package / "manifest-sha256-2026-03-05.txt"
    content = older.read_bytes()
    older.unlink()
    older.write_bytes(content.replace(b"  ", b" *", 1))
    codes = {(fault.code, fault.name) for fault in validate_package(sealed.package, seal=sealed.seal)}
    assert codes == {
        ("changed-hash", "manifest-sha256-2026-03-05.txt"),
        ("broken-chain", "manifest-sha256-2026-03-05.2.txt"),
    }


def test_a_fault_says_where_and_what_in_one_line(sealed: Sealed) -> None:
    BREAKS["changed-hash"].damage(sealed.package)
    (fault,) = validate_package(sealed.package)
    assert str(fault).startswith(f"{DATA}: changed-hash: The bytes are not those that were sealed. (sealed as ")
    assert "\n" not in str(fault)
    assert NEWEST not in str(fault)

"""`docs/preservation.md` knows every fault, error code, state and kind of the archive."""

import re
from pathlib import Path

import pytest

import archive
from archive.aip.faults import FAULTS
from archive.models import ArchivingKind, CopyState, ReplicaState

CODE = re.compile(r"""\bcode\s*=\s*"([a-z]+(?:-[a-z]+)+)\"""")


@pytest.fixture(scope="module")
def text() -> str:
    root = Path(archive.__file__).parents[1]
    return (root / "docs" / "preservation.md").read_text()


def error_codes() -> set[str]:
    sources = Path(archive.__file__).parent.rglob("*.py")
    return {code for source in sources for code in CODE.findall(source.read_text())}


def test_error_codes_are_found_in_the_source() -> None:
    assert {"fixity-mismatch", "package-busy", "replica-damaged", "disk-full"} <= error_codes()


@pytest.mark.parametrize("code", sorted(error_codes() - {"wrong-state"}))
def test_every_error_code_is_explained(text: str, code: str) -> None:
    assert f"`{code}`" in text


@pytest.mark.parametrize("code", sorted(FAULTS))
def test_every_fault_is_explained_in_its_own_words(text: str, code: str) -> None:
    assert f"| `{code}` | {FAULTS[code]} |" in text


@pytest.mark.parametrize("word", [*ReplicaState.values, *ArchivingKind.values, *CopyState.values])
def test_every_state_and_kind_is_explained(text: str, word: str) -> None:
    assert f"`{word}`" in text

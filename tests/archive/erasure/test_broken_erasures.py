"""A package that an order of law took a file out of is sound; what breaks its proof is named."""

from pathlib import Path

import pytest

from archive.aip.validator import validate_package
from tests.packages.erased_package import BREAKS, write_erased_package


def test_a_package_without_the_file_is_sound(tmp_path: Path) -> None:
    sealed = write_erased_package(tmp_path / "archive", tmp_path / "drafts")
    assert validate_package(sealed.package, seal=sealed.seal) == ()


@pytest.mark.parametrize("code", BREAKS)
def test_a_broken_proof_is_named_by_its_code(tmp_path: Path, code: str) -> None:
    sealed = write_erased_package(tmp_path / "archive", tmp_path / "drafts")
    BREAKS[code].damage(sealed.package)
    found = {(fault.code, fault.name) for fault in validate_package(sealed.package, seal=sealed.seal)}
    assert found == BREAKS[code].expected

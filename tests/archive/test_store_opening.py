"""Addresses of stores."""

import doctest
from pathlib import Path

import pytest

from archive.stores import opening
from archive.stores.opening import StoreUnknown, open_store


def test_a_folder_is_opened_by_its_address(tmp_path: Path) -> None:
    folder = tmp_path / "two words"
    assert open_store(folder.as_uri()).url == folder.as_uri()


@pytest.mark.parametrize(
    "url", ["s3://bucket", "irods://user@host:1247/zone", "/srv/archive", "file://host/srv", "file:relative", ""]
)
def test_any_other_address_is_refused_with_what_is_supported(url: str) -> None:
    with pytest.raises(StoreUnknown, match="supported is file:///folder") as refused:
        open_store(url)
    assert refused.value.code == "store-unknown"


def test_the_examples_hold() -> None:
    assert doctest.testmod(opening).failed == 0

"""Where drafts lie, as STORAGE_URL says it: what is wrong ends the start with one line that names the variable."""

from pathlib import Path

import pytest

from config.settings.environment import BadSetting, Environment
from repository.clients.s3.address import S3Address, address_of

GOOD = "s3://varve-drafts/site?endpoint=https://s3.example.org&region=eu-west-3&style=virtual"


def test_an_address_says_bucket_folder_server_region_and_style() -> None:
    wanted = S3Address("varve-drafts", "site", "https://s3.example.org", "eu-west-3", "virtual")
    assert address_of(GOOD) == wanted
    assert address_of("s3://varve-drafts") == S3Address("varve-drafts")
    assert address_of("s3://varve-drafts?endpoint=http%3A%2F%2F127.0.0.1:7480").endpoint == "http://127.0.0.1:7480"


@pytest.mark.parametrize(
    "value",
    [
        "storage",
        "file://host/folder",
        "s3://",
        "s3:///folder",
        "s3://UPPER",
        "s3://ab",
        "s3://key:secret@varve-drafts",
        "s3://varve-drafts/../other",
        "s3://varve-drafts?endpoint=http://s3.example.org",
        "s3://varve-drafts?endpoint=https://key:secret@s3.example.org",
        "s3://varve-drafts?endpoint=https://s3.example.org/path",
        "s3://varve-drafts?style=both",
        "s3://varve-drafts?region=Europe West",
        "s3://varve-drafts?acess_key=x",
        "s3://varve-drafts?region=a&region=b",
        "https://s3.example.org/varve-drafts",
    ],
)
def test_what_is_no_address_of_a_store_is_refused_by_name(value: str) -> None:
    with pytest.raises(BadSetting, match=r"^STORAGE_URL is malformed: it takes an address such as file:///srv/varve"):
        Environment({"STORAGE_URL": value}).storage_url("STORAGE_URL", default=Path("/srv/varve"))


def test_a_folder_is_taken_as_it_was_and_is_what_nothing_means() -> None:
    assert (
        Environment({"STORAGE_URL": "file:///srv/x"}).storage_url("STORAGE_URL", default=Path("/y")) == "file:///srv/x"
    )
    assert Environment({}).storage_url("STORAGE_URL", default=Path("/srv/varve")) == "file:///srv/varve"
    assert Environment({"STORAGE_URL": GOOD}).storage_url("STORAGE_URL", default=Path("/y")) == GOOD


def test_the_keys_are_shown_nowhere() -> None:
    assert "hidden" not in repr(address_of(GOOD, access_key="shown", secret_key="hidden"))

"""Names and addresses of stores: the settings say where, secrets stay beside."""

import doctest
from pathlib import Path

import pytest
from pytest_django import Settings

from archive.stores import addresses
from archive.stores.addresses import StoreSecrets, StoreUnknown, local_folder, place_of
from archive.stores.irods import names
from archive.stores.opening import open_store
from archive.stores.s3 import address as s3
from archive.stores.s3.address import replica_address
from repository.clients.irods import address as irods
from repository.clients.irods.address import IrodsAddress, irods_address


def test_a_folder_is_opened_by_the_name_of_its_store(tmp_path: Path, settings: Settings) -> None:
    folder = tmp_path / "two words"
    settings.ARCHIVE_REPLICAS = {"far": folder.as_uri()}
    assert open_store("far").url == folder.as_uri()


def test_a_name_that_no_store_has_is_refused(settings: Settings) -> None:
    settings.ARCHIVE_REPLICAS = {}
    with pytest.raises(StoreUnknown, match="No store is called far any more") as refused:
        open_store("far")
    assert refused.value.code == "store-unknown"


@pytest.mark.parametrize(("address", "kind"), [("tape://reel", "tape://"), ("/srv/archive", "no://"), ("", "no://")])
def test_a_kind_that_no_door_opens_is_refused_with_what_is_supported(
    settings: Settings, address: str, kind: str
) -> None:
    settings.ARCHIVE_REPLICAS = {"far": address}
    with pytest.raises(StoreUnknown, match=f"far cannot be opened by {kind}: supported are file://"):
        open_store("far")


@pytest.mark.parametrize("address", ["s3://bucket", "/srv/archive", "file://host/srv", "file:relative", ""])
def test_packages_live_in_a_folder_alone(address: str) -> None:
    with pytest.raises(StoreUnknown, match="it takes file:///folder"):
        local_folder(address)


@pytest.mark.parametrize(
    "address",
    [
        *("", "second", "tape://reel", "file://host/srv", "file:///", "file:///srv?x=1"),
        *("s3://", "s3://key:secret@bucket", "s3://Bucket", "s3://bucket?lock=governance", "s3://bucket?lock_days=3"),
        *("s3://bucket?lock=hard&lock_days=3", "s3://bucket?lock=governance&lock_days=0", "s3://bucket?x=1"),
        "s3://bucket?lock=governance&lock=compliance&lock_days=3",
        *("irods://host/zone/home?resource=a", "irods://u@host/zone?resource=a", "irods://u@/zone/home?resource=a"),
        *("irods://u:secret@host/zone/home?resource=a", "irods://u@host:x/zone/home?resource=a"),
        *("irods://u@host:0/zone/home?resource=a", "irods://u@host/zone/../home?resource=a"),
        *("irods://u@host/zone//home?resource=a", "irods://u@host/zone/home?resource=a&size=1"),
        *("irods://u@host/zone/home", "irods://u@host/zone/home?resource=", "irods://u@host/zone/home?resource=a,a"),
        *("irods://u@host/zone/home?resource=a&tls=maybe", "irods://u@host/zone/quo'te?resource=a"),
    ],
)
def test_an_address_that_no_store_has_is_refused(address: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        place_of(address)


def test_the_lock_of_a_bucket_is_read_from_its_address() -> None:
    found = replica_address("s3://varve/copies?region=eu-west-3&lock=compliance&lock_days=365", access_key="a")
    assert (found.lock, found.lock_days) == ("compliance", 365)
    assert (found.bucket.bucket, found.bucket.prefix, found.bucket.region) == ("varve", "copies", "eu-west-3")


def test_a_collection_is_read_from_its_address() -> None:
    said = "irods://varve@data.example.org:1300/tempZone/varve/copies?resource=disk,tape&tls=no"
    assert irods_address(said) == IrodsAddress(
        user="varve",
        host="data.example.org",
        port=1300,
        zone="tempZone",
        collection="/tempZone/varve/copies",
        resources=("disk", "tape"),
        tls=False,
    )


def test_one_place_has_one_name() -> None:
    assert place_of("file:///srv/varve/") == place_of("file:///srv/varve")
    assert place_of("irods://a@host/zone/home?resource=disk") == place_of(
        "irods://b@HOST:1247/zone/home/?resource=tape"
    )
    assert place_of("s3://bucket/a") != place_of("s3://bucket/b")


def test_secrets_are_not_shown() -> None:
    assert "hush" not in repr(StoreSecrets(access_key="hush", secret_key="hush", password="hush"))


def test_the_examples_hold() -> None:
    for module in (addresses, irods, names, s3):
        assert doctest.testmod(module).failed == 0

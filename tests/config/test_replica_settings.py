"""The stores of replicas in the environment: what is missing or malformed is named, what is secret is never shown."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_django import Settings

from config.checks import replicas_lie_apart
from config.settings.environment import BadSetting, Environment
from config.settings.replicas import Replicas, replicas_of
from tests.services.components import ROOT

KEYS = {"ARCHIVE_REPLICA_FAR_ACCESS_KEY": "known", "ARCHIVE_REPLICA_FAR_SECRET_KEY": "hush-hush"}
BUCKET = {"ARCHIVE_REPLICAS": "far", "ARCHIVE_REPLICA_FAR_URL": "s3://varve/copies?region=eu-west-3"}
ZONE = {"ARCHIVE_REPLICAS": "far", "ARCHIVE_REPLICA_FAR_URL": "irods://varve@host/tempZone/home/varve?resource=disk"}
TWO = {
    "ARCHIVE_REPLICAS": "far,near",
    "ARCHIVE_REPLICA_FAR_URL": "file:///srv/far",
    "ARCHIVE_REPLICA_NEAR_URL": "file:///srv/near",
}


def read(values: dict[str, str]) -> Replicas:
    return replicas_of(Environment(values), home=Path("/srv/varve"))


def test_without_a_word_there_is_one_replica_beside() -> None:
    found = read({})
    assert found.urls == {"second": "file:///srv/varve/replicas/second"}
    assert (found.copies_before_public, found.places_before_public) == (1, 1)
    assert found.places == {"second": "second"}


def test_a_bucket_and_a_zone_bring_what_opens_them() -> None:
    assert read(BUCKET | KEYS).secrets["far"].secret_key == "hush-hush"
    password = {"ARCHIVE_REPLICA_FAR_PASSWORD": "hush", "ARCHIVE_REPLICA_FAR_CA_FILE": str(ROOT / "LICENSE")}
    secrets = read(ZONE | password).secrets["far"]
    assert (secrets.password, secrets.ca_file) == ("hush", str(ROOT / "LICENSE"))


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ({"ARCHIVE_REPLICAS": "far"}, "ARCHIVE_REPLICA_FAR_URL is missing"),
        (BUCKET, "ARCHIVE_REPLICA_FAR_ACCESS_KEY is missing"),
        (BUCKET | {"ARCHIVE_REPLICA_FAR_ACCESS_KEY": "known"}, "ARCHIVE_REPLICA_FAR_SECRET_KEY is missing"),
        (BUCKET | {"ARCHIVE_REPLICA_FAR_URL": "s3://key:secret@varve"}, "ARCHIVE_REPLICA_FAR_URL is malformed"),
        (BUCKET | {"ARCHIVE_REPLICA_FAR_URL": "s3://varve?lock=governance"}, "ARCHIVE_REPLICA_FAR_URL is malformed"),
        (ZONE, "ARCHIVE_REPLICA_FAR_PASSWORD is missing"),
        (ZONE | {"ARCHIVE_REPLICA_FAR_URL": "irods://host"}, "ARCHIVE_REPLICA_FAR_URL is malformed"),
        (
            ZONE | {"ARCHIVE_REPLICA_FAR_PASSWORD": "hush", "ARCHIVE_REPLICA_FAR_CA_FILE": "/no/such/file"},
            "ARCHIVE_REPLICA_FAR_CA_FILE is malformed",
        ),
        (TWO | {"ARCHIVE_COPIES_BEFORE_PUBLIC": "3"}, "ARCHIVE_COPIES_BEFORE_PUBLIC is malformed"),
        (TWO | {"ARCHIVE_PLACES_BEFORE_PUBLIC": "3"}, "ARCHIVE_PLACES_BEFORE_PUBLIC is malformed"),
        (
            TWO
            | {"ARCHIVE_REPLICA_FAR_PLACE": "Brest", "ARCHIVE_REPLICA_NEAR_PLACE": "Brest"}
            | {"ARCHIVE_PLACES_BEFORE_PUBLIC": "2"},
            "ARCHIVE_PLACES_BEFORE_PUBLIC is malformed",
        ),
    ],
)
def test_what_is_missing_or_malformed_is_named(values: dict[str, str], line: str) -> None:
    with pytest.raises(BadSetting, match=line) as refused:
        read(values)
    assert "\n" not in str(refused.value)
    assert "secret@" not in str(refused.value)


def test_no_copy_needs_no_place() -> None:
    found = read(TWO | {"ARCHIVE_COPIES_BEFORE_PUBLIC": "0"})
    assert (found.copies_before_public, found.places_before_public) == (0, 0)


def _start(*command: str, **values: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ARCHIVE_")}
    environment |= {"DJANGO_SETTINGS_MODULE": "config.settings.development", **values}
    return subprocess.run(
        [sys.executable, *command], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_the_start_says_in_one_line_what_is_missing() -> None:
    done = _start("manage.py", "check", **BUCKET)
    assert done.returncode == 2
    assert done.stderr == (
        "ARCHIVE_REPLICA_FAR_ACCESS_KEY is missing: it takes the access key of the bucket in ARCHIVE_REPLICA_FAR_URL.\n"
    )


def test_secrets_are_in_no_page_of_settings_and_in_no_list_of_them() -> None:
    page = "import django; django.setup(); from django.views.debug import SafeExceptionReporterFilter as f; print("
    shown = _start("-c", page + "f().get_safe_settings())", **BUCKET, **KEYS)
    listed = _start("manage.py", "diffsettings", **BUCKET, **KEYS)
    for done in (shown, listed):
        assert "s3://varve/copies" in done.stdout
        assert "hush-hush" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("archive", "far", "words"),
    [
        ("file:///srv/varve", "file:///srv/varve/", "it is the same as ARCHIVE_URL"),
        ("file:///srv/varve", "file:///srv/varve/far", "it lies in that of ARCHIVE_URL"),
        ("file:///srv/varve/archive", "file:///srv/varve", "in it lies that of ARCHIVE_URL"),
        ("file:///srv/varve", "s3://bucket/near/far", "it lies in that of ARCHIVE_REPLICA_NEAR_URL"),
        ("file:///srv/varve", "s3://drafts", "in it lies that of STORAGE_URL"),
    ],
)
def test_a_copy_in_the_place_of_another_is_refused(settings: Settings, archive: str, far: str, words: str) -> None:
    settings.ARCHIVE_URL, settings.STORAGE_URL = archive, "s3://drafts/of/ours"
    settings.ARCHIVE_REPLICAS = {"near": "s3://bucket/near?region=us-east-1", "far": far}
    (problem,) = replicas_lie_apart()
    assert problem.msg == f"ARCHIVE_REPLICA_FAR_URL takes a place of its own: {words}."


def test_a_link_to_the_place_of_another_is_no_place_of_its_own(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "near")
    settings.ARCHIVE_URL, settings.STORAGE_URL = "file:///srv/varve", "file:///srv/drafts"
    settings.ARCHIVE_REPLICAS = {"near": (tmp_path / "near").as_uri(), "far": (tmp_path / "link").as_uri()}
    (problem,) = replicas_lie_apart()
    assert problem.msg.endswith("it is the same as ARCHIVE_REPLICA_NEAR_URL.")


def test_places_beside_each_other_are_places_of_their_own(settings: Settings) -> None:
    settings.ARCHIVE_URL = "file:///srv/varve/archive"
    settings.ARCHIVE_REPLICAS = {
        "second": "file:///srv/varve/archive2",
        "far": "s3://bucket/a",
        "farther": "s3://bucket/a?endpoint=https://s3.example.org",
        "farthest": "irods://varve@host/zone/home/varve?resource=disk",
    }
    assert replicas_lie_apart() == []

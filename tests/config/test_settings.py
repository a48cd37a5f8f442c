"""A missing or malformed variable stops the start with one line that names it and says what it takes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.settings.environment import Environment
from tests.services.components import ROOT

ENTRIES = {
    "manage.py": [sys.executable, "manage.py", "check"],
    "web": [sys.executable, "-c", "import config.wsgi"],
    "worker": [sys.executable, "-m", "celery", "-A", "config", "worker"],
}
MALFORMED = {
    "PORT": "eight thousand",
    "SITE_URL": "data.example.org",
    "ALLOWED_HOSTS": "https://data.example.org",
    "DATABASE_URL": "mysql://localhost/varve",
    "CELERY_BROKER_URL": "filesystem://",
    "EMAIL_URL": "pigeon://loft",
    "STORAGE_URL": "storage/files",
    "STORAGE_COPIES_BYTES": "40 GB",
    "ARCHIVE_URL": "file://host/archive",
    "ARCHIVE_REPLICAS": "second,second",
    "ARCHIVE_REPLICA_SECOND_URL": "replicas",
    "ARCHIVE_COPIES_BEFORE_PUBLIC": "2",
    "ARCHIVE_AUDIT_DAYS": "0",
    "ARCHIVE_AUDIT_BYTES_PER_S": "fast",
    "ARCHIVE_PLACES_BEFORE_PUBLIC": "2",
    "UPLOAD_MAX_BYTES": "20 GB",
    "DEPOSIT_MAX_BYTES": "0",
    "DISK_RESERVE_BYTES": "-1",
    "OPEN_DEPOSITS_MOST": "0",
    "TRUSTED_PROXIES": "nginx",
    "DOI_REGISTRAR": "crossref",
    "DOI_PREFIX": "doi:10.5072",
    "OAI_DOMAIN": "localhost:8000",
    "OAI_FRIENDS": "https://one.example.org/oai two.example.org",
    "METADATA_LICENCE": "CC0",
    "CONTACT_EMAIL": "help desk",
    "ORCID_URL": "http://pub.orcid.org",
    "ROR_URL": "api.ror.org",
    "FUNDERS_URL": "https://user:secret@api.crossref.org",
    "ORGANISATIONS_MAX_BYTES": "2 GB",
    "VARVE_SCHEMAS": "/nowhere/at/all",
    "DEBUG": "perhaps",
}
PRODUCTION = {
    "SECRET_KEY": "0123456789" * 5,
    "DATABASE_URL": "postgres://varve:secret@db.example.org:5432/varve",
    "CELERY_BROKER_URL": "redis://broker.example.org:6379/0",
    "SITE_URL": "https://data.example.org",
    "ALLOWED_HOSTS": "data.example.org",
    "EMAIL_URL": "smtp+tls://user:secret@mail.example.org:587",
    "OAI_DOMAIN": "data.example.org",
}


def _start(entry: str, settings: str, values: dict[str, str]) -> subprocess.CompletedProcess[str]:
    known = {*MALFORMED, *PRODUCTION}
    environment = {name: value for name, value in os.environ.items() if name not in known}
    environment |= {"DJANGO_SETTINGS_MODULE": f"config.settings.{settings}", **values}
    return subprocess.run(ENTRIES[entry], env=environment, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("variable", MALFORMED)
def test_a_malformed_value_is_named_in_one_line(variable: str) -> None:
    done = _start("manage.py", "development", {variable: MALFORMED[variable]})
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith(f"{variable} is malformed: it takes ")


@pytest.mark.parametrize("variable", PRODUCTION)
def test_production_names_what_is_missing_in_one_line(variable: str) -> None:
    values = {name: value for name, value in PRODUCTION.items() if name != variable}
    done = _start("manage.py", "production", values)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith(f"{variable} is missing: it takes ")


@pytest.mark.parametrize(("given", "missing"), [({}, "ACCESS"), ({"STORAGE_ACCESS_KEY": "x"}, "SECRET")])
def test_a_bucket_without_its_keys_is_named(given: dict[str, str], missing: str) -> None:
    done = _start("manage.py", "development", {"STORAGE_URL": "s3://varve-drafts", **given})
    assert done.stderr.startswith(f"STORAGE_{missing}_KEY is missing: it takes the ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("entry", ENTRIES)
def test_every_entry_stops_with_the_same_line(entry: str) -> None:
    done = _start(entry, "development", {"DOI_PREFIX": "doi:10.5072"})
    assert done.returncode != 0
    assert done.stderr == "DOI_PREFIX is malformed: it takes a DOI prefix such as 10.5072.\n"


def test_a_complete_production_configuration_is_accepted() -> None:
    done = _start("manage.py", "production", PRODUCTION)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("entry", ["manage.py", "web"])
def test_two_copies_in_one_place_are_refused(entry: str) -> None:
    same = {"ARCHIVE_URL": "file:///srv/varve/archive", "ARCHIVE_REPLICA_SECOND_URL": "file:///srv/varve/archive/"}
    done = _start(entry, "development", same)
    assert done.returncode != 0
    assert "ARCHIVE_REPLICA_SECOND_URL takes a place of its own: it is the same as ARCHIVE_URL." in done.stderr


def test_the_secret_key_of_an_embedded_site_is_made_once_and_private() -> None:
    asked = [sys.executable, "-c", "from config.settings import development as d; print(d.SECRET_KEY)"]
    said = [subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout for _ in range(2)]
    assert said[0] == said[1]
    assert len(said[0]) > 50
    from django.conf import settings

    assert (settings.VARVE_HOME / "secret_key").stat().st_mode & 0o077 == 0


def test_a_proxy_is_trusted_only_as_far_as_it_is_named() -> None:
    code = (
        "import django; django.setup(); from django.conf import settings as s; "
        "print(s.ALLAUTH_TRUSTED_PROXY_COUNT, s.SECURE_PROXY_SSL_HEADER, s.SESSION_COOKIE_SECURE)"
    )
    environment = {**os.environ, **PRODUCTION, "DJANGO_SETTINGS_MODULE": "config.settings.production"}
    for given, found in ({}, "0"), ({"TRUSTED_PROXIES": "2"}, "2"):
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment | given, cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == f"{found} ('HTTP_X_FORWARDED_PROTO', 'https') True"


def test_a_command_in_another_terminal_knows_where_the_site_is_served(tmp_path: Path) -> None:
    asked = [sys.executable, "-c", "from config.settings.development import *; print(SITE_URL)"]
    unset = {"PORT", "SITE_URL", "DATABASE_URL", "CELERY_BROKER_URL"}
    environment = {name: value for name, value in os.environ.items() if name not in unset}
    environment["VARVE_HOME"] = str(tmp_path)
    said = [subprocess.run(asked, env=environment, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()]
    (tmp_path / "address").write_text("http://localhost:8899\n")
    said.append(
        subprocess.run(asked, env=environment, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    )
    assert said == ["http://localhost:8000", "http://localhost:8899"]


def test_mail_goes_to_the_folder_that_the_address_names() -> None:
    found = Environment({"EMAIL_URL": "filemail:///srv/varve/mail"}).mail("EMAIL_URL", default=None)
    assert found["EMAIL_FILE_PATH"] == "/srv/varve/mail"

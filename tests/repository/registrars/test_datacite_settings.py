"""A site that registers at DataCite starts only with what it needs, and says in one line what is missing."""

import os
import subprocess
import sys

import pytest

from tests.services.components import ROOT

ACCOUNT = {
    "DOI_REGISTRAR": "datacite",
    "DATACITE_USER": "VARVE.REPO",
    "DATACITE_PASSWORD": "correct-horse-battery",
    "DOI_PREFIX": "10.99999",
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
OURS = ("DATACITE_", "DOI_", *PRODUCTION)


def check(settings: str, values: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """``manage.py check`` under these variables."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    environment |= {"DJANGO_SETTINGS_MODULE": f"config.settings.{settings}", **values}
    command = [sys.executable, "manage.py", "check"]
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("variable", ["DATACITE_USER", "DATACITE_PASSWORD"])
def test_an_account_is_asked_for(variable: str) -> None:
    done = check("development", {name: value for name, value in ACCOUNT.items() if name != variable})
    assert done.returncode == 2
    assert done.stderr.startswith(f"{variable} is missing: it takes the ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "address",
    [
        "http://api.datacite.org",
        "api.datacite.org",
        "https://user:secret@api.datacite.org",
        "https://api.datacite.org/?a=b",
        "http://localhost.example.org",
        "ftp://localhost",
    ],
)
def test_an_address_that_would_send_the_password_in_the_clear_is_refused(address: str) -> None:
    done = check("development", ACCOUNT | {"DATACITE_URL": address})
    assert done.returncode == 2
    assert done.stderr == (
        "DATACITE_URL is malformed: it takes an https address such as https://api.datacite.org "
        "(http only on this machine).\n"
    )


@pytest.mark.parametrize("prefix", ["", "10.5072"])
def test_production_never_registers_under_the_test_prefix(prefix: str) -> None:
    done = check("production", PRODUCTION | ACCOUNT | {"DOI_PREFIX": prefix})
    assert done.returncode == 2
    assert "the prefix of your DataCite account, not the test prefix 10.5072." in done.stderr
    assert done.stderr.count("\n") == 1


def test_production_with_an_account_is_accepted() -> None:
    done = check("production", PRODUCTION | ACCOUNT)
    assert done.returncode == 0, done.stderr


def test_dois_that_would_lead_to_this_machine_alone_are_refused() -> None:
    done = check("development", ACCOUNT)
    assert done.returncode != 0
    assert "SITE_URL takes the address that readers use" in done.stderr
    on_this_machine = check("development", ACCOUNT | {"DATACITE_URL": "http://127.0.0.1:8090"})
    assert on_this_machine.returncode == 0, on_this_machine.stderr


def test_no_error_tells_the_password() -> None:
    for values in ({"DATACITE_URL": "http://x"}, {"DATACITE_USER": ""}, {"DOI_PREFIX": "x"}):
        done = check("development", ACCOUNT | values)
        assert done.returncode == 2
        assert ACCOUNT["DATACITE_PASSWORD"] not in done.stderr + done.stdout

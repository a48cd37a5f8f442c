"""What the machine has. Where a component is missing its tests are skipped by name; with CI=true they fail."""

import os
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parents[2]


def missing(component: str, reason: str) -> NoReturn:
    """End the test: skipped with the reason, or failed where CI=true says that everything must be there."""
    text = f"{component} is missing: {reason}"
    if os.environ.get("CI") == "true":
        pytest.fail(text)
    pytest.skip(text)


def shared_folder(name: str) -> Path:
    """A folder of sample files, schemas or vocabularies beside the checkout (VARVE_SHARED, default ../shared).

    They are no component of the machine: without them a test is skipped, in CI too.
    """
    folder = Path(os.environ.get("VARVE_SHARED") or ROOT.parent / "shared") / name
    if not folder.exists():
        pytest.skip(f"shared/{name} is not here: give VARVE_SHARED")
    return folder


def database_binaries() -> Path:
    """The folder of Debian's PostgreSQL (15, the oldest that is supported), else the wheel's."""
    from config.embedded.postgres import PostgresError, wheel_binaries

    debian = Path("/usr/lib/postgresql/15/bin")
    if (debian / "initdb").exists():
        return debian
    if os.environ.get("CI") == "true":
        missing("PostgreSQL 15", "install Debian's postgresql-15")
    try:
        return wheel_binaries()
    except PostgresError as problem:
        missing("PostgreSQL", str(problem))

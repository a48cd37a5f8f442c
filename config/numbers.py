"""The highest number that anything knows: rows, packages, their copies in every store, and the registrar."""

from pathlib import Path

from django.conf import settings

from archive.aip.layout import NameRefused, parse_name
from archive.stores.addresses import local_folder
from archive.stores.base import Store
from archive.stores.opening import open_store
from repository.registrars.choice import registrar
from repository.services.identifiers import highest_number_in_rows


def highest_numbers() -> dict[str, int]:
    """Where it was looked -> the highest number there, 0 where there is none.

    Raises what the registrar and the stores raise: a number that was not looked up is not guessed.
    """
    found = {
        "database": highest_number_in_rows(),
        "ARCHIVE_URL": highest_number_in_packages(local_folder(settings.ARCHIVE_URL)),
    }
    for name in settings.ARCHIVE_REPLICAS:
        found[f"ARCHIVE_REPLICA_{name.upper()}_URL"] = highest_number_in_store(open_store(name))
    return found | {"registrar": registrar().highest_number(prefix=settings.DOI_PREFIX)}


def highest_number_in_store(store: Store) -> int:
    """The same of the copies in a store: one question for each package. Raises what the store raises."""
    highest = 0
    for package in store.list_packages():
        names = (_number(file.name) for file in store.list_files(package))
        highest = max(highest, int(package) if package.isdigit() else 0, *names)
    return highest


def highest_number_in_packages(root: Path) -> int:
    """The highest number among package names and the names of the files in them."""
    highest = 0
    for folder in root.iterdir() if root.is_dir() else ():
        if not folder.is_dir() or folder.name.startswith("."):
            continue
        highest = max(highest, int(folder.name) if folder.name.isascii() and folder.name.isdigit() else 0)
        for path in folder.iterdir():
            highest = max(highest, _number(path.name))
    return highest


def _number(name: str) -> int:
    try:
        return parse_name(name).number
    except NameRefused:
        return 0

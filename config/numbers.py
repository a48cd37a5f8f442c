"""The highest number that anything knows: rows, packages and copies on disks of this machine, and the registrar."""

from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from archive.aip.layout import NameRefused, parse_name
from archive.stores.addresses import local_folder
from repository.registrars.choice import registrar
from repository.services.identifiers import highest_number_in_rows


def highest_numbers() -> dict[str, int]:
    """Where it was looked -> the highest number there, 0 where there is none.

    Raises what the registrar raises: a number that was not looked up is not guessed.
    """
    places = {"ARCHIVE_URL": settings.ARCHIVE_URL} | {
        f"ARCHIVE_REPLICA_{name.upper()}_URL": url for name, url in settings.ARCHIVE_REPLICAS.items()
    }
    found = {"database": highest_number_in_rows()}
    for variable, url in places.items():
        if urlsplit(url).scheme == "file":
            found[variable] = highest_number_in_packages(local_folder(url))
    return found | {"registrar": registrar().highest_number(prefix=settings.DOI_PREFIX)}


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

"""The highest number that anything knows: rows, packages, their copies in every store, and the registrar."""

from pathlib import Path

from django.conf import settings

from archive.aip.layout import highest_number
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
    found = ((name, (file.name for file in store.list_files(name))) for name in store.list_packages())
    return max((highest_number(name, files) for name, files in found), default=0)


def highest_number_in_packages(root: Path) -> int:
    """The highest number among package names and the names of the files in them, as `highest_number`."""
    folders = [folder for folder in root.iterdir() if folder.is_dir()] if root.is_dir() else []
    named = [folder for folder in folders if not folder.name.startswith(".")]
    return max((highest_number(folder.name, (path.name for path in folder.iterdir())) for folder in named), default=0)

"""System checks across settings: refuse to start half-configured. Single values are checked where they are read."""

import os
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from archive.models import ARCHIVE as ARCHIVE_PLACE
from archive.stores.addresses import place_of
from config.history import applied_here, stopped_halfway
from repository.clients.outgoing import is_loopback


@register("varve")
def replicas_lie_apart(**kwargs: Any) -> Sequence[CheckMessage]:
    """A replica in the archive's own place, or one of two replicas in the other's, would be no second copy."""
    names = {f"ARCHIVE_REPLICA_{name.upper()}_URL": url for name, url in settings.ARCHIVE_REPLICAS.items()}
    seen: dict[str, str] = {"ARCHIVE_URL": _place(settings.ARCHIVE_URL)}
    if settings.STORAGE_URL.startswith("s3:"):
        seen["STORAGE_URL"] = _place(settings.STORAGE_URL)
    problems = []
    for variable, place in ((variable, _place(url)) for variable, url in names.items()):
        for other, its_place in seen.items():
            if how := _nested(place, its_place):
                problems.append(Error(f"{variable} takes a place of its own: {how} {other}.", id="varve.E001"))
                break
        seen[variable] = place
    return problems


def _place(url: str) -> str:
    """Where an address leads; a folder also by way of symbolic links."""
    kind, colon, path = place_of(url).partition("://")
    return f"{kind}{colon}{os.path.realpath(path) if kind == 'file' else path}"


def _nested(place: str, other: str) -> str:
    """How one place is in the other's way, in words; nothing where they lie apart."""
    if place == other:
        return "it is the same as"
    if place.startswith(f"{other}/"):
        return "it lies in that of"
    return "in it lies that of" if other.startswith(f"{place}/") else ""


@register("varve")
def no_store_is_called_as_the_archive(**kwargs: Any) -> Sequence[CheckMessage]:
    """The copies in the archive itself go by a name of their own."""
    if ARCHIVE_PLACE not in settings.ARCHIVE_REPLICAS:
        return []
    return [Error(f"ARCHIVE_REPLICAS takes any name but {ARCHIVE_PLACE}.", id="varve.E004")]


@register("varve")
def one_file_fits_into_a_deposit(**kwargs: Any) -> Sequence[CheckMessage]:
    """A file that may be uploaded must fit into its deposit."""
    if settings.UPLOAD_MAX_BYTES <= settings.DEPOSIT_MAX_BYTES:
        return []
    return [Error("UPLOAD_MAX_BYTES takes at most DEPOSIT_MAX_BYTES.", id="varve.E002")]


@register("varve")
def registered_dois_lead_to_the_world(**kwargs: Any) -> Sequence[CheckMessage]:
    """A DOI at DataCite is for ever: it must not lead to an address that only this machine knows."""
    asks = settings.DOI_REGISTRAR == "datacite" and not is_loopback(urlsplit(settings.DATACITE_URL).hostname or "")
    if not asks or not is_loopback(urlsplit(settings.SITE_URL).hostname or ""):
        return []
    words = "SITE_URL takes the address that readers use, since the DOIs registered at DataCite lead to it."
    return [Error(words, id="varve.E003")]


@register(Tags.database)
def steps_taken_as_one_are_whole(databases: Sequence[str] | None = None, **kwargs: Any) -> Sequence[CheckMessage]:
    """`migrate` asks this first: a database of an earlier version that stopped halfway is not touched."""
    problem = stopped_halfway(applied_here()) if databases else ""
    return [Error(problem, id="varve.E005")] if problem else []

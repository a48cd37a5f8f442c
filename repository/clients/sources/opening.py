"""From the name of a source in the settings to the source."""

from collections.abc import Callable
from typing import Final

from django.conf import settings

from repository.clients.s3.address import address_of
from repository.clients.sources.addresses import folder_of, kind_of, path_below, web_address
from repository.clients.sources.base import OpenSource, SourceKeys, SourceUnknown
from repository.clients.sources.bucket import BucketSource
from repository.clients.sources.folder import FolderSource
from repository.clients.sources.web_file import WebFileSource


def open_source(name: str, path: str) -> OpenSource:
    """The source of that name in SOURCES, below a path; nobody is asked before its first call.

    Raises SourceUnknown where the settings name no such source any more.
    """
    url = settings.SOURCES.get(name)
    if url is None:
        raise SourceUnknown(f"No source is called {name} any more: name it in SOURCES, or pause what needs it.")
    try:
        below = path_below(path)
    except ValueError as error:
        raise SourceUnknown(f"Nothing of the source {name} can have this path.") from error
    return _DOORS[kind_of(url)](name, url, below)


def _keys(name: str) -> SourceKeys:
    found: SourceKeys = settings.SOURCE_KEYS.get(name, SourceKeys())
    return found


def _folder(_name: str, url: str, path: str) -> OpenSource:
    return FolderSource(folder_of(url), path)


def _bucket(name: str, url: str, path: str) -> OpenSource:
    keys = _keys(name)
    return BucketSource(address_of(url, access_key=keys.access_key, secret_key=keys.secret_key), path)


def _web_file(_name: str, url: str, path: str) -> OpenSource:
    return WebFileSource(url, path, largest=settings.UPLOAD_MAX_BYTES)


def _web_tree(_name: str, url: str, path: str) -> OpenSource:
    from repository.clients.sources.web_tree import WebTreeSource

    is_catalog = kind_of(url) == "thredds"
    return WebTreeSource(web_address(url), path, largest=settings.UPLOAD_MAX_BYTES, is_catalog=is_catalog)


def _collection(name: str, url: str, path: str) -> OpenSource:
    from repository.clients.irods.address import collection_address
    from repository.clients.irods.sessions import Sessions
    from repository.clients.sources.collection import CollectionSource

    where, keys = collection_address(url), _keys(name)
    return CollectionSource(Sessions(where, password=keys.password, ca_file=keys.ca_file), where.collection, path)


def _query(name: str, url: str, path: str) -> OpenSource:
    from repository.clients.sources.database import database_address
    from repository.clients.sources.query import QuerySource

    if name not in settings.SOURCE_QUERIES:
        raise SourceUnknown(f"No query is named for the source {name} any more.")
    return QuerySource(
        database_address(url),
        settings.SOURCE_QUERIES[name],
        path or f"{name}.csv",
        password=_keys(name).password,
        ca_file=_keys(name).ca_file,
        folder=settings.VARVE_HOME / "answers",
        largest=settings.UPLOAD_MAX_BYTES,
    )


_DOORS: Final[dict[str, Callable[[str, str, str], OpenSource]]] = {
    "folder": _folder,
    "s3": _bucket,
    "http_file": _web_file,
    "http_index": _web_tree,
    "thredds": _web_tree,
    "irods": _collection,
    "query": _query,
}

"""From the name of a source in the settings to the source."""

from urllib.parse import urlsplit

from django.conf import settings

from repository.clients.s3.address import address_of
from repository.clients.sources.addresses import folder_of, path_below
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
    scheme = urlsplit(url).scheme
    if scheme == "file":
        return FolderSource(folder_of(url), below)
    if scheme == "s3":
        keys = settings.SOURCE_KEYS.get(name, SourceKeys())
        return BucketSource(address_of(url, access_key=keys.access_key, secret_key=keys.secret_key), below)
    return WebFileSource(url, below, largest=settings.UPLOAD_MAX_BYTES)

"""What a web server lists, read from its pages: directory indexes of Apache, nginx and their like, and catalogs of
THREDDS. Pure; whatever leads elsewhere is not followed.
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, unquote, urljoin, urlsplit

from lxml import etree

_CATALOG: Final = "{http://www.unidata.ucar.edu/namespaces/thredds/InvCatalog/v1.0}"
_LINK: Final = "{http://www.w3.org/1999/xlink}href"


class NoList(ValueError):
    """The page lists nothing that can be read."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file or a folder: its name in this folder, and its path on the server, percent-encoded.

    ``place`` is empty where the name can lead nowhere: it is told and never asked for.
    """

    name: str
    place: str
    is_folder: bool = False


def index_entries(page: bytes, *, at: str) -> Iterator[Entry]:
    """The files and folders directly below the address of an index, each once; links elsewhere are no entries.

    Links with a query sort the list, and those that lead up, deeper or to another server are somebody else's.
    """
    tree = _parsed(page, etree.HTMLParser(no_network=True, huge_tree=False))
    seen: set[str] = set()
    for link in tree.iter("a"):
        entry = _linked(str(link.get("href") or ""), at)
        if entry is not None and (key := entry.place or entry.name) not in seen:
            seen.add(key)
            yield entry


def catalog_entries(page: bytes, *, at: str) -> Iterator[Entry]:
    """The files that a catalog offers over plain HTTP, and the catalogs below its own folder, each once."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    tree = _parsed(page, parser)
    if tree.tag != f"{_CATALOG}catalog":
        raise NoList("no catalog")
    base = next(
        (
            urljoin(at, str(each.get("base") or ""))
            for each in tree.iter(f"{_CATALOG}service")
            if str(each.get("serviceType") or "").lower() == "httpserver"
        ),
        None,
    )
    seen: set[str] = set()
    for each in tree.iter(f"{_CATALOG}dataset", f"{_CATALOG}catalogRef"):
        entry = _referred(str(each.get(_LINK) or ""), at) if each.get(_LINK) else _offered(each, at, base)
        if entry is not None and (key := entry.place or entry.name) not in seen:
            seen.add(key)
            yield entry


def _parsed(page: bytes, parser: Any) -> Any:
    try:
        tree = etree.fromstring(page, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NoList("the page cannot be read") from error
    if tree is None:
        raise NoList("the page is empty")
    return tree


def _below(href: str, at: str) -> str | None:
    """The path that a link adds to the folder of the page ``at``; None where it leads elsewhere, or to itself."""
    try:
        here, there = urlsplit(at), urlsplit(urljoin(at, href.strip()))
    except ValueError:
        return None
    folder = here.path.rpartition("/")[0] + "/"
    if (there.scheme, there.netloc) != (here.scheme, here.netloc) or there.query or not there.path.startswith(folder):
        return None
    return there.path[len(folder) :] or None


def _linked(href: str, at: str) -> Entry | None:
    rest = _below(href, at) if href and not href.startswith("#") else None
    if rest is None or "/" in rest.removesuffix("/"):
        return None
    folder = urlsplit(at).path.rpartition("/")[0] + "/"
    return _entry(rest.removesuffix("/"), folder, is_folder=rest.endswith("/"))


def _referred(href: str, at: str) -> Entry | None:
    """A catalog of a folder of this one's."""
    rest = _below(href, at)
    if rest is None or rest.count("/") != 1:
        return None
    step, _, last = rest.partition("/")
    entry = _entry(step, urlsplit(at).path.rpartition("/")[0] + "/", is_folder=True)
    return Entry(entry.name, entry.place + quote(unquote(last)), is_folder=True) if entry.place else entry


def _offered(dataset: Any, at: str, base: str | None) -> Entry | None:
    offered = str(dataset.get("urlPath") or "")
    if not offered or base is None:
        return None
    here, there = urlsplit(at), urlsplit(base)
    folder, _, step = offered.rpartition("/")
    whole = posixpath.join(unquote(there.path), unquote(folder), "")
    if (there.scheme, there.netloc) != (here.scheme, here.netloc) or ".." in whole.split("/"):
        return Entry(offered, "")
    return _entry(step, quote(whole), is_folder=False)


def _entry(step: str, folder: str, *, is_folder: bool) -> Entry:
    """One step below a folder; a name that could be a path, or no text, leads nowhere."""
    try:
        name = unquote(step, errors="strict")
    except UnicodeDecodeError:
        return Entry(step, "")
    if name in {"", ".", ".."} or any(letter in "/\\" or letter < " " for letter in name):
        return Entry(step or "?", "")
    return Entry(name, f"{folder}{quote(name)}{'/' if is_folder else ''}", is_folder)

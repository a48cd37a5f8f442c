"""Texts and records without what names their authors: only fields that are known to be harmless are kept at all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from repository.anonymity.seeking import Seeker
from repository.record.document import Path

KEPT: Final = frozenset(
    [
        "resource_type",
        "title",
        "other_titles",
        "abstract",
        "language",
        "data_languages",
        "poles",
        "keywords",
        "topics",
        "acquisition",
        "processing_level",
        "place",
        "vertical",
        "time",
        "reference_systems",
        "spatial_resolution",
        "temporal_resolution",
        "update_frequency",
        "lineage",
        "quality",
        "licence",
        "use_limitations",
        "access_note",
        "forwarding",
        "variables",
        "instruments",
        "platforms",
        "documents",
        "dates",
    ]
)
"""Fields that a page without authors shows, their texts looked through. All others are left out, new ones too."""

_ADDRESSES: Final = frozenset({"uri", "scheme_uri", "standard_name_uri", "unit_uri", "datum_uri", "identifier"})
_AS_THEY_ARE: Final = frozenset({"path", "language", "kind", "general", "spdx", "unit", "positive"})
_NOBODY: Final = frozenset(
    [
        "vocab.nerc.ac.uk",
        "vocab.ices.dk",
        "cfconventions.org",
        "mmisw.org",
        "gcmd.earthdata.nasa.gov",
        "gcmdservices.gsfc.nasa.gov",
        "www.eionet.europa.eu",
        "inspire.ec.europa.eu",
        "www.opengis.net",
        "opengis.net",
        "qudt.org",
        "www.w3.org",
        "spdx.org",
        "creativecommons.org",
        "opendatacommons.org",
        "www.marineregions.org",
        "marineregions.org",
        "www.geonames.org",
    ]
)
"""Hosts of vocabularies: an address there says what, never who."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A text with marks in place of what was found, and what that was."""

    text: str
    words: tuple[str, ...] = ()


@dataclass(slots=True)
class Nameless:
    """A record's document that names nobody. ``words``: path of a text -> what is hidden in it."""

    document: dict[str, Any] = field(default_factory=dict)
    words: dict[Path, tuple[str, ...]] = field(default_factory=dict)


def hide(text: str, seeker: Seeker, *, mark: str) -> Hidden:
    """A text with ``mark`` in place of names, and of every address, DOI and mail address."""
    pieces: list[str] = []
    words: list[str] = []
    end = 0
    for spot in seeker.spots_and_links(text):
        pieces += [text[end : spot.start], mark]
        words.append(text[spot.start : spot.end])
        end = spot.end
    return Hidden("".join((*pieces, text[end:])), tuple(dict.fromkeys(words)))


def nameless(document: Mapping[str, Any], seeker: Seeker, *, mark: str) -> Nameless:
    """A record's document without the fields that tell, every other text looked through."""
    hiding = _Hiding(seeker, mark)
    for name, value in document.items():
        kept = hiding.kept(value, (name,), name) if name in KEPT else None
        if kept is not None:
            hiding.made.document[name] = kept
    return hiding.made


class _Hiding:
    """One document being gone through."""

    def __init__(self, seeker: Seeker, mark: str) -> None:
        self._seeker, self._mark, self.made = seeker, mark, Nameless()

    def kept(self, value: object, path: Path, key: str) -> object | None:
        """What is kept of a value that stands under ``key``; nothing of an address that may lead to somebody."""
        if isinstance(value, Mapping):
            parts = {name: self.kept(each, (*path, name), name) for name, each in value.items()}
            return {name: part for name, part in parts.items() if part is not None}
        if isinstance(value, list | tuple):
            listed = [self.kept(each, (*path, index), key) for index, each in enumerate(value)]
            return [part for part in listed if part is not None]
        return self._text(value, path, key) if isinstance(value, str) and key not in _AS_THEY_ARE else value

    def _text(self, text: str, path: Path, key: str) -> str | None:
        if key in _ADDRESSES:
            return text if _says_nobody(text) and not self._seeker.names(text) else None
        hidden = hide(text, self._seeker, mark=self._mark)
        if hidden.words:
            self.made.words[path] = hidden.words
        return hidden.text


def _says_nobody(address: str) -> bool:
    try:
        return (urlsplit(address).hostname or "") in _NOBODY
    except ValueError:
        return False

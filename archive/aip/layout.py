"""Names of the files of a package: made here, read back here, and nothing else is taken for one."""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache

from repository.errors import PermanentFailure

_DATE = r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})"
_NUMBER = r"(?P<number>[1-9][0-9]{0,18})"
_COUNTER = r"(?:\.(?P<counter>[2-9]|[1-9][0-9]{1,5}))?"
_SUFFIX = re.compile(r"[0-9a-z]+(?:-[0-9a-z]+)*")
_EXTENSION = re.compile(r"[A-Za-z0-9]{1,10}")
SUFFIX_MAX = 80

GIVEN_MOST = 10**12
"""No name that claims a number beyond is believed: anybody may lay a file somewhere, and numbers are given once."""


class NameRefused(PermanentFailure):
    """The text is no name of a package or of one of its files."""

    code = "name-refused"


class Kind(StrEnum):
    """What a file of a package is."""

    DATA = "data"
    RECORD = "record"
    LAYER = "layer"
    EVENTS = "events"
    ERASURE = "erasure"
    THUMBNAIL = "thumbnail"
    MANIFEST = "manifest"


_PATTERNS = {
    Kind.DATA: re.compile(rf"{_NUMBER}\.(?P<extension>[a-z0-9]{{1,10}})-{_DATE}"),
    Kind.RECORD: re.compile(rf"record{_DATE}{_COUNTER}\.json"),
    Kind.LAYER: re.compile(rf"layer{_NUMBER}-{_DATE}{_COUNTER}\.json"),
    Kind.EVENTS: re.compile(rf"events{_DATE}{_COUNTER}\.json"),
    Kind.ERASURE: re.compile(rf"erasure{_DATE}{_COUNTER}\.json"),
    Kind.THUMBNAIL: re.compile(rf"thumbnail-{_DATE}{_COUNTER}\.png"),
    Kind.MANIFEST: re.compile(rf"manifest-sha256-{_DATE}{_COUNTER}\.txt"),
}
_DATA = (Kind.DATA,)
_NAMED = tuple(kind for kind in Kind if kind is not Kind.DATA)


@dataclass(frozen=True)
class ArchivedName:
    """The parts of one name: ``str()`` writes it, `parse_name` reads it.

    ``number`` belongs to data files and layers, ``extension`` to data files. ``counter`` tells apart what was
    archived on one day: 1 is not written, 2 and above are.

    >>> str(ArchivedName(Kind.EVENTS, date(2026, 3, 5), counter=2))
    'events2026-03-05.2.json'
    """

    kind: Kind
    archived_on: date
    number: int = 0
    extension: str = ""
    counter: int = 1

    def __str__(self) -> str:
        day = self.archived_on.isoformat()
        dated = day if self.counter == 1 else f"{day}.{self.counter}"
        match self.kind:
            case Kind.DATA:
                return f"{self.number}.{self.extension}-{day}"
            case Kind.LAYER:
                return f"layer{self.number}-{dated}.json"
            case Kind.THUMBNAIL:
                return f"thumbnail-{dated}.png"
            case Kind.MANIFEST:
                return f"manifest-sha256-{dated}.txt"
            case Kind.RECORD | Kind.EVENTS | Kind.ERASURE:
                return f"{self.kind.value}{dated}.json"

    @property
    def order(self) -> tuple[date, int, int]:
        """Sorts names of one kind from the oldest to the newest: of layers of one day, by the number that grows."""
        return (self.archived_on, self.number, self.counter)


def extension_of(original_name: str) -> str:
    """The last suffix in lower case where it is one to ten letters or digits, else ``bin``.

    >>> extension_of("Argo profiles.NC"), extension_of("cruise.tar.gz"), extension_of("README"), extension_of(".été")
    ('nc', 'gz', 'bin', 'bin')
    """
    stem, dot, extension = original_name.rpartition("/")[2].rpartition(".")
    if dot and stem and _EXTENSION.fullmatch(extension):
        return extension.lower()
    return "bin"


def data_name(*, number: int, original_name: str, archived_on: date) -> str:
    """The name of a data file or document in its package.

    >>> data_name(number=71229, original_name="Profils été.nc", archived_on=date(2026, 3, 5))
    '71229.nc-2026-03-05'
    """
    return _checked(ArchivedName(Kind.DATA, archived_on, number, extension_of(original_name)))


def layer_name(*, fragment: int, archived_on: date) -> str:
    """The name of the first layer document of a fragment.

    >>> layer_name(fragment=71231, archived_on=date(2026, 3, 5))
    'layer71231-2026-03-05.json'
    """
    return _checked(ArchivedName(Kind.LAYER, archived_on, fragment))


def _checked(name: ArchivedName) -> str:
    text = str(name)
    if parse_name(text) != name:
        raise NameRefused(f"{text!r} would not be read back as the same name.")
    return text


def parse_name(text: str) -> ArchivedName:
    """Read a file name back; raise NameRefused for everything that `ArchivedName` would not write itself.

    >>> parse_name("71230.csv-2026-03-05").number
    71230
    >>> parse_name("../71230.csv-2026-03-05")
    Traceback (most recent call last):
    archive.aip.layout.NameRefused: '../71230.csv-2026-03-05' is not the name of a file of a package.
    """
    kind, found = _matched(text)
    parts = found.groupdict()
    counter = int(parts.get("counter") or 1)
    return ArchivedName(kind, _day(parts["date"]), int(parts.get("number") or 0), parts.get("extension") or "", counter)


def check_name(text: str) -> str:
    """Return a file name that `parse_name` would read, or raise NameRefused: for many names in half the time."""
    _matched(text)
    return text


def kind_of(text: str) -> Kind:
    """What a file of a package is, by its name; NameRefused as `parse_name`.

    >>> kind_of("71230.csv-2026-03-05"), kind_of("record2026-03-05.json")
    (<Kind.DATA: 'data'>, <Kind.RECORD: 'record'>)
    """
    return _matched(text)[0]


def is_data_name(text: str, *, archived_on: str) -> bool:
    """Whether `parse_name` would read the name of a data file of that day (ISO 8601): for many names in half the time.

    >>> is_data_name("71230.csv-2026-03-05", archived_on="2026-03-05")
    True
    """
    found = _PATTERNS[Kind.DATA].fullmatch(text)
    return found is not None and found["date"] == archived_on


def _matched(text: str) -> tuple[Kind, re.Match[str]]:
    for kind in _DATA if text[:1].isdigit() else _NAMED:
        found = _PATTERNS[kind].fullmatch(text)
        if found is None:
            continue
        try:
            _day(found["date"])
        except ValueError:
            break
        return kind, found
    raise NameRefused(f"{text!r} is not the name of a file of a package.")


@lru_cache(maxsize=1024)
def _day(text: str) -> date:
    """A package has many files of few days."""
    return date.fromisoformat(text)


def shown(text: str) -> str:
    r"""Whatever lies in a place, as one line that a terminal, a log and a database can take.

    >>> shown("71230.csv-2026-03-05"), shown("Été"), shown("a" + chr(10) + "b"), shown(chr(0xDCFF))
    ('71230.csv-2026-03-05', 'Été', 'a\\nb', '\\udcff')
    """
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)


def is_suffix(text: str) -> bool:
    """Whether the text can be the name of a package.

    >>> is_suffix("42182"), is_suffix(".incoming"), is_suffix("lost+found")
    (True, False, False)
    """
    return len(text) <= SUFFIX_MAX and _SUFFIX.fullmatch(text) is not None


def check_suffix(text: str) -> str:
    """Return a package's name (a DOI suffix of small letters, digits and hyphens) or raise NameRefused.

    >>> check_suffix("42182"), check_suffix("55b9f0fd-5f6a-4c5e-8a54-0f0c8e7d6a21")
    ('42182', '55b9f0fd-5f6a-4c5e-8a54-0f0c8e7d6a21')
    """
    if not is_suffix(text):
        raise NameRefused(f"{text!r} is not the name of a package.")
    return text


def of_kind(names: Iterable[str], kind: Kind, *, number: int = 0) -> tuple[ArchivedName, ...]:
    """The names of one kind (and layer number, where given), oldest first; names that cannot be read are left out."""
    found = []
    for text in names:
        if text[:1].isdigit() is not (kind is Kind.DATA):
            continue
        try:
            name = parse_name(text)
        except NameRefused:
            continue
        if name.kind is kind and (not number or name.number == number):
            found.append(name)
    return tuple(sorted(found, key=lambda name: name.order))


def next_free(wanted: ArchivedName, taken: Iterable[str]) -> ArchivedName:
    """``wanted`` with the first counter of its day that nothing in ``taken`` reaches.

    >>> wanted = ArchivedName(Kind.RECORD, date(2026, 3, 5))
    >>> str(next_free(wanted, ["record2026-03-05.json", "record2026-03-04.3.json"]))
    'record2026-03-05.2.json'
    """
    same = of_kind(taken, wanted.kind, number=wanted.number)
    used = [name.counter for name in same if name.archived_on == wanted.archived_on]
    return replace(wanted, counter=max(used, default=0) + 1)


def highest_number(suffix: str, names: Iterable[str]) -> int:
    """The highest number in the name of a package and of its files; 0 where there is none below `GIVEN_MOST`.

    >>> highest_number("42182", ["71229.nc-2026-03-05", "layer71231-2026-03-05.json", "README"])
    71231
    """
    numbers = [int(suffix)] if suffix.isascii() and suffix.isdigit() and len(suffix) <= 15 else []
    for text in names:
        with suppress(NameRefused):
            numbers.append(parse_name(text).number)
    return max((number for number in numbers if number < GIVEN_MOST), default=0)

"""What a landing page says of variables, documents, other works and versions, ready for a template."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TermLine:
    """An entry of a vocabulary: its name, where it leads, and the vocabulary it is of."""

    words: str
    url: str = ""
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class VariableLine:
    """One row of the table of variables. ``find_url``: datasets with the same variable."""

    name: str
    lang: str
    in_files: str
    standard_name: str
    standard_url: str
    unit: str
    uncertainty: str
    unit_url: str = ""
    terms: tuple[TermLine, ...] = ()
    method: str = ""
    find_url: str = ""


@dataclass(frozen=True, slots=True)
class RelatedLine:
    """Another work: how this dataset relates to it, its title or identifier, and its address."""

    relation: str
    words: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class FolderLine:
    """A folder in the one that is listed: where it leads, how many files it holds and their bytes."""

    name: str
    url: str
    count: int
    size: int


@dataclass(frozen=True, slots=True)
class FolderView:
    """Where in the tree of folders the listed files are: the folders above (name, address), and those below."""

    path: str = ""
    above: tuple[tuple[str, str], ...] = ()
    below: tuple[FolderLine, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class PastVersion:
    """The publication whose description is shown: its number, date and note, and whether it is still the newest."""

    number: int
    date: datetime.date
    note: str
    is_newest: bool

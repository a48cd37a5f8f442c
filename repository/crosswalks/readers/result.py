"""What reading a foreign description gives: a partial record, where it was read, what was not understood."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Remark:
    """Something of a file that did not get into the record, or not as it was. ``path`` leads into the file.

    ``code`` is one of `docs/crosswalks.md`, or that of a finding (`docs/record.md`) where a value is wrong.
    """

    code: str
    path: str
    english: str
    french: str

    def message(self, language: str) -> str:
        """The sentence in French for `fr` and its regions, else in English."""
        return self.french if language.lower().split("-")[0] == "fr" else self.english

    def as_json(self) -> dict[str, str]:
        """For a column."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """A description read. ``document`` has the shape of the record and holds no wrong value; it may lack its title.

    Texts whose language the file does not say are under the tag ``und``. ``places``: top-level field -> path in the
    file of what it was first read from.
    """

    dialect: str
    document: Mapping[str, Any]
    remarks: tuple[Remark, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)


class Unreadable(Exception):
    """A file that is not read; ``code`` is one of `docs/crosswalks.md`, the sentences say why and what to do."""

    def __init__(self, code: str, english: str, french: str) -> None:
        super().__init__(english)
        self.code = code
        self.english = english
        self.french = french

    def message(self, language: str) -> str:
        """The sentence in French for `fr` and its regions, else in English."""
        return self.french if language.lower().split("-")[0] == "fr" else self.english

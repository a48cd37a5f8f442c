"""What one format is: who renders it, what it is called, and what it cannot carry; `formats.py` lists them all."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from repository.crosswalks.checks import Check
from repository.crosswalks.edition import Edition
from repository.record.model import Record

Render = Callable[[Record, Edition], bytes]
"""A crosswalk: pure, never fails on a Record."""

XML_DECLARATION: Final = b'<?xml version="1.0" encoding="UTF-8"?>\n'


@dataclass(frozen=True, slots=True)
class Format:
    """One format.

    `name` is that of its stored rendition, `export` that of its address (`/datasets/<suffix>/export/<export>`).
    `stored`: written as a Rendition when the dataset is published; `harvested`: given to harvesters under `name`.
    `renderer` changes when the same record gives other bytes; `check` says what is wrong with rendered bytes.
    `profile`: the address of the standard where several formats have the same media type.
    `not_carried`: fields of the record, such as `creators.orcid`, that the format has no place for; `folded`: fields
    whose text is there but in another element, from which no program can tell them apart.
    """

    name: str
    export: str
    title: str
    render: Render
    media_type: str
    extension: str
    renderer: str
    check: Check
    stored: bool = True
    harvested: bool = False
    profile: str = ""
    not_carried: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()

    def document(self, body: bytes) -> bytes:
        """A stored body as a document of its own: XML with its declaration."""
        return XML_DECLARATION + body if self.extension == "xml" and not body.startswith(b"<?xml") else body

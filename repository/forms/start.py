"""What is asked on the pages that start from what there is. Pure."""

import re
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from repository.forms.posted import Posted, text_of

_TAG: Final = re.compile(r"[a-z]{2,3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A dataset to start from, and what of it besides the description."""

    key: UUID
    with_people: bool
    relation: str


def read_chosen(posted: Posted) -> Chosen | None:
    """The dataset whose button was pressed; None where none was."""
    verb, _colon, text = text_of(posted, "do").partition(":")
    try:
        key = UUID(text)
    except ValueError:
        return None
    if verb != "from":
        return None
    return Chosen(key, bool(text_of(posted, "people")), text_of(posted, "relation"))


def read_language(posted: Posted) -> str:
    """The language that was named for texts of an unsaid one; empty for none."""
    language = text_of(posted, "language")
    return language if _TAG.fullmatch(language) else ""

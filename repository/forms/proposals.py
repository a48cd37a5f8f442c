"""Reading the buttons beside proposals: what is answered, to which value, and what the field held. Pure."""

import re
from dataclasses import dataclass
from typing import Final

from repository.forms.posted import Posted, text_of

VERBS: Final = frozenset({"use", "no", "undo", "use-clear"})
_FIELD: Final = re.compile(r"[a-z_]{1,40}(?:/[a-z_]{1,40})?", re.ASCII)
_TAG: Final = re.compile(r"[a-z]{2,3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Pressed:
    """A pressed button beside a proposal. ``offer``, ``seen``, ``choice``: marks, as the page was drawn."""

    verb: str
    field: str
    offer: str = ""
    seen: str = ""
    choice: str = ""
    language: str = ""

    @property
    def top(self) -> str:
        """The field of the record's top level."""
        return self.field.partition("/")[0]

    @property
    def slug(self) -> str:
        """The field as part of an id."""
        return self.field.replace("/", "-")


def read_pressed(posted: Posted) -> Pressed | None:
    """What was pressed; None where the button was another one."""
    verb, _colon, field = text_of(posted, "do").partition(":")
    if verb not in VERBS or (verb != "use-clear" and not _FIELD.fullmatch(field)):
        return None
    slug = field.replace("/", "-")
    language = text_of(posted, "proposals-language")
    return Pressed(
        verb=verb,
        field=field,
        offer=text_of(posted, f"offer-{slug}"),
        seen=text_of(posted, f"seen-{slug}"),
        choice=text_of(posted, f"choice-{slug}"),
        language=language if _TAG.fullmatch(language) else "",
    )


def offers_of(posted: Posted) -> dict[str, str]:
    """Field -> the mark of its proposal, of every proposal that the page showed."""
    found = {name.removeprefix("offer-"): text_of(posted, name) for name in posted if name.startswith("offer-")}
    return {slug.replace("-", "/"): mark for slug, mark in found.items()}

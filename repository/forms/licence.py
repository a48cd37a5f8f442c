"""The node of the licence: a few choices in plain words, and any other by its short name, name or address."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from repository.forms.notes import Place
from repository.forms.posted import Posted, text_of
from repository.forms.shown import Control, Option, Parts, Words
from repository.record.rights import KNOWN_LICENCES

OTHER: Final = "other"
USUAL: Final = 4
"""How many licences are offered at once; the others are in a fold."""
PLAIN: Final[dict[str, Words]] = {
    "CC-BY-4.0": _("Anyone may use and change the data, and must name you (CC BY 4.0)."),
    "etalab-2.0": _("The same under French public law: use freely, name the source (Open Licence 2.0, Etalab)."),
    "CC0-1.0": _("No condition at all: you give the data to everyone (CC0 1.0)."),
    "CC-BY-SA-4.0": _("As CC BY, and what is made from the data must be shared alike (CC BY-SA 4.0)."),
    "ODbL-1.0": _("For databases: name you, and keep what is made from it open (ODbL 1.0)."),
    "CC-BY-NC-4.0": _("Name you, and no commercial use (CC BY-NC 4.0). Not open: some portals will not show the data."),
    "CC-BY-NC-SA-4.0": _("Name you, no commercial use, share alike (CC BY-NC-SA 4.0). Not open."),
    "CC-BY-ND-4.0": _("Name you, and nobody may pass on a changed version (CC BY-ND 4.0). Not open."),
    "CC-BY-NC-ND-4.0": _("Name you, no commercial use, no changed version (CC BY-NC-ND 4.0). Not open."),
}
_OTHER_FIELDS: Final = (
    ("spdx", _("Short name (SPDX)")),
    ("name", _("Name of the licence")),
    ("uri", _("Its address")),
)


@dataclass(frozen=True, slots=True)
class LicenceChoice:
    """The record's licence."""

    key: str
    label: Words

    def takes(self, value: Any) -> bool:
        """A licence of texts."""
        known = {key for key, _words in _OTHER_FIELDS}
        return value is None or (
            isinstance(value, Mapping) and set(value) <= known and all(isinstance(text, str) for text in value.values())
        )

    def read(self, posted: Posted, name: str, old: Any) -> Any:
        """The short name of the choice, or what was typed for another licence."""
        choice = text_of(posted, f"{name}-choice")
        if choice and choice != OTHER:
            return {"spdx": choice}
        typed = {key: text_of(posted, f"{name}-{key}") for key, _words in _OTHER_FIELDS}
        return {key: text for key, text in typed.items() if text.strip()} or None

    def show(self, value: Any, place: Place) -> Parts:
        """Radio buttons, and three lines for another licence."""
        stored = value if isinstance(value, Mapping) and self.takes(value) else {}
        known = set(stored) == {"spdx"} and stored["spdx"] in KNOWN_LICENCES
        choice = stored["spdx"] if known else OTHER if stored else ""
        typed = {} if known else stored
        lines = tuple(self._line(place.under(key), key, words, typed) for key, words in _OTHER_FIELDS)
        first = self._radios(place, self.label, _options()[:USUAL], choice)
        more = self._radios(
            place, _("Other licences"), (*_options()[USUAL:], (OTHER, _("Another one, named here."))), choice
        )
        said = place.take()
        is_open = bool(more.chosen) or any(line.said for line in lines)
        return Parts(
            place.name, self.label, (first,), said,
            folded=(more, *lines), fold_words=_("Other licences"), is_open=is_open,
        )  # fmt: skip

    def _radios(self, place: Place, label: Words, options: tuple[Option, ...], choice: str) -> Control:
        chosen = frozenset({choice} & {key for key, _words in options})
        anchor = f"{place.name}-{options[0][0]}"
        name = f"{place.name}-choice"
        return Control(name, "radios", label, choice, options=options, chosen=chosen, anchor=anchor)

    def _line(self, place: Place, key: str, words: Words, typed: Mapping[str, str]) -> Control:
        return Control(place.name, "text", words, typed.get(key, ""), optional=True, width="third", said=place.take())

    def tell(self, value: Any) -> list[str]:
        """The plain words of a known licence, else what was typed."""
        if not value or not self.takes(value):
            return []
        return [str(PLAIN.get(value.get("spdx", ""), ", ".join(value.values())))]


def _options() -> tuple[Option, ...]:
    """The known licences, those with plain words first in their order."""
    known = {**{spdx: KNOWN_LICENCES[spdx] for spdx in PLAIN if spdx in KNOWN_LICENCES}, **KNOWN_LICENCES}
    return tuple((spdx, PLAIN.get(spdx, licence.english)) for spdx, licence in known.items())
